-- The order of columns is no difference that a rebuild is worth.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c INTEGER);
