INSERT INTO t VALUES (1, ROW(5, 'x'), ARRAY[ROW(1, 'y')::c]), (2, NULL, NULL);
