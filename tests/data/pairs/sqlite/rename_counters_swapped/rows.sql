INSERT INTO live VALUES (10, 'x'), (500, 'gone');
DELETE FROM live WHERE id = 500;
INSERT INTO archive VALUES (3, 'y');
