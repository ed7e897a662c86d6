INSERT INTO a VALUES (1, 'x'), (20, 'y');
INSERT INTO b VALUES (3, 'x'), (1, 'y');
