-- A row breaks the new check: the revision fails, and nothing is lost.
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
