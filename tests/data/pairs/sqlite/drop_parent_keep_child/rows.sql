INSERT INTO p VALUES (1, 'a'), (2, 'b');
INSERT INTO c VALUES (1, 1, 'x'), (2, 2, 'y'), (3, NULL, 'z');
