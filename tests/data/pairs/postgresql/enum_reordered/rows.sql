INSERT INTO t VALUES (1, 'c', '{a,b}', 'b', 'x', ROW('b', 3)), (2, 'a', NULL, NULL, NULL, NULL);
