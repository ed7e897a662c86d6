-- An index becomes a constraint without being built again; the way back has no such short cut.
CREATE TABLE t (a integer, b integer);
CREATE UNIQUE INDEX t_a ON t (a);
COMMENT ON INDEX t_a IS 'an index';
CREATE UNIQUE INDEX t_b ON t (b DESC);
