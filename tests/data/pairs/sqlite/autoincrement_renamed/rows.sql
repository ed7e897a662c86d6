INSERT INTO old_name VALUES (3, 'a'), (90, NULL);
DELETE FROM old_name WHERE id = 90;
