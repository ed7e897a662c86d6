-- Checks and partial indexes call the table by its name, which the new table of a rebuild does not have yet.
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER CHECK (t.a > 0), b INTEGER, CHECK ("t".b > t . a OR [T].b IS NULL));
CREATE INDEX t_a ON t (a) WHERE t.b IS NOT NULL;
