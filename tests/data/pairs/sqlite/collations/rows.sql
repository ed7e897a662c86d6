INSERT INTO t VALUES (1, 'x', 'y ', 'z'), (2, 'w', 'Y', NULL);
