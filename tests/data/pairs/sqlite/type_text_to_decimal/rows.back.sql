INSERT INTO t VALUES ('a', 1, 42), ('a', 2, NULL), ('b', 1, 1.25);
