INSERT INTO score VALUES (1, 'a', '3'), (2, 'b', NULL);
INSERT INTO bonus VALUES ('a', 1);
