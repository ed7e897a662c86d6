INSERT INTO staff VALUES (1, 'ann', '10', 'x'), (2, NULL, '20', NULL);
INSERT INTO badge VALUES (1, 2), (2, 1);
