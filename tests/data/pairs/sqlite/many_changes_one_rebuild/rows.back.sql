INSERT INTO p VALUES (1);
INSERT INTO t (id, a, b, c, d, e) VALUES (4, '', '2', 'c', 'd', 1), (5, 'x', NULL, NULL, NULL, NULL);
