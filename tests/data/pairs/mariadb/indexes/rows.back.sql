INSERT INTO t VALUES (1, 2, 3, 'four', 'five', Point(1, 1));
