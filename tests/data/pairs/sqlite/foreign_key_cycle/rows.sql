INSERT INTO house VALUES (1, NULL), (2, NULL);
INSERT INTO person VALUES (1, 1, 'a'), (2, 2, 'b');
UPDATE house SET owner = 3 - id;
