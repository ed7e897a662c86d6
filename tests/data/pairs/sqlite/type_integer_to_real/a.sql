-- A REAL has 53 bits: above that an integer would lose digits.
CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER);
