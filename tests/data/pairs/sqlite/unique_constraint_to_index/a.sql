-- A unique constraint is not a unique index, although both are kept by one: the constraint needs a rebuild.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE, b TEXT);
CREATE UNIQUE INDEX t_b ON t (b);
