-- 2.0 becomes 2; 1.5 would stay, and is no integer.
CREATE TABLE t (id INTEGER PRIMARY KEY, n REAL);
