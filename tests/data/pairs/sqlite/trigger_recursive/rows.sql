INSERT INTO cell (id, v) VALUES (1, 'a'), (2, 'b');
UPDATE mirror SET v = 'c' WHERE id = 2;
