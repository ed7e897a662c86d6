CREATE TABLE t (id INT PRIMARY KEY, b INT, c INT, d INT, KEY a (d), KEY c (c), KEY d (d));
