-- The column is in an index, in a partial index's condition and in an expression; all of them go with it.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
CREATE INDEX t_b ON t (b);
CREATE INDEX t_partial ON t (a) WHERE b IS NOT NULL;
CREATE INDEX t_expression ON t (a || b);
