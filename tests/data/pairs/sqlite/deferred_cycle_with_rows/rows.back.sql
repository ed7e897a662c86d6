BEGIN;
INSERT INTO head VALUES (1, 2, 'a'), (2, 1, 'b');
INSERT INTO tail VALUES (1, 1, 'c'), (2, 2, 'd');
COMMIT;
