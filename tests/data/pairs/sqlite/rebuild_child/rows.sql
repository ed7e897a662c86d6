INSERT INTO author VALUES (1, 'x'), (2, 'y');
INSERT INTO book VALUES (1, 2, 'a'), (2, NULL, 'b'), (3, 1, NULL);
