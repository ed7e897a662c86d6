-- A view becomes a table of the same name.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
CREATE VIEW summary AS SELECT count(*) AS n FROM t;
