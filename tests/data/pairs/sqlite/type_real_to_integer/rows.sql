INSERT INTO t VALUES (1, 2.0), (2, 1.5), (3, NULL), (4, 1e300);
