-- The view lets go of a column in the same revision in which the column goes.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
CREATE VIEW v AS SELECT a, b FROM t;
