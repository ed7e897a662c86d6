INSERT INTO doc VALUES (3, 'the quick fox', '1'), (8, 'lazy dog', NULL);
