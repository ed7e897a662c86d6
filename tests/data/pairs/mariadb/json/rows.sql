INSERT INTO t VALUES (1, '{"n": 1}', '[1]', '"text"', '{}'), (2, NULL, NULL, NULL, '[]');
