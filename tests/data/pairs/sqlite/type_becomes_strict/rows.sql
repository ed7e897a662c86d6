INSERT INTO t VALUES (1, 1, 'x', x'00', 1.5), (2, 'one', NULL, NULL, NULL), (3, 3, x'31', 'text', 2);
