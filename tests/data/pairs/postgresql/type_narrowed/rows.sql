INSERT INTO t VALUES (1, 'abc', 'de', 1.5);
