INSERT INTO c VALUES (1, NULL, 'x'), (2, NULL, 'y');
