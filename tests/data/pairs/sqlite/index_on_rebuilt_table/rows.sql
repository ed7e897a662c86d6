INSERT INTO t VALUES (1, '{"x": 1}', 'B', 1), (2, NULL, NULL, 1), (3, '{}', 'b', 2);
