INSERT INTO t VALUES (1, 'd', '{b,d}');
