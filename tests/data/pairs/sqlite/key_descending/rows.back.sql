INSERT INTO a VALUES (5, 'x'), (2, 'y');
INSERT INTO b VALUES (5, 'x'), (2, 'y');
