INSERT INTO t VALUES (1, 2, 3, 'four', 'five', Point(1, 1)), (2, 3, NULL, 'fours', NULL, Point(2, 2));
