INSERT INTO team VALUES (1, 'red', '3'), (7, 'blue', NULL);
INSERT INTO member VALUES (1, 7, 'ann'), (2, 7, 'bob'), (9, 1, NULL);
