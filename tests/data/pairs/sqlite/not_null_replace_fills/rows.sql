INSERT INTO t VALUES (1, NULL, 'x'), (2, 'y', NULL);
