INSERT INTO t VALUES (1, NULL, 3, 'c', NULL), (2, 5, NULL, 'd', 4);
