PRAGMA foreign_keys = OFF;
INSERT INTO p VALUES (1, '5');
INSERT INTO c VALUES (1, 1, '6'), (2, 77, NULL);
