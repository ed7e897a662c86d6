INSERT INTO stays VALUES (1, NULL), (2, NULL);
INSERT INTO fresh VALUES (1, 2);
UPDATE stays SET fresh_id = 1 WHERE id = 1;
