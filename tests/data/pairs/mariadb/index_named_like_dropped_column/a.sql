-- An index goes with its last column, and loses the others: what is left of it is not what is wanted.
CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, c INT, d INT, KEY a (a), KEY b (b, c), UNIQUE KEY c (c, d), KEY d (d, a));
