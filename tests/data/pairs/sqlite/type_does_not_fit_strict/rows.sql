INSERT INTO t VALUES (1, '12', '1.5'), (2, 'twelve', NULL);
