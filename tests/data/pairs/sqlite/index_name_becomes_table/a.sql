-- What was an index's name is now a table's.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
CREATE INDEX thing ON t (a);
