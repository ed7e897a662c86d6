INSERT INTO stays VALUES (1, NULL), (2, NULL);
INSERT INTO gone VALUES (1, 2);
UPDATE stays SET gone_id = 1 WHERE id = 1;
