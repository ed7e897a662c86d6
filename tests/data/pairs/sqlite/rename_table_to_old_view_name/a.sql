-- A table takes the name of a view that goes. Renames run first, so that strata asks for a revision of its own.
CREATE TABLE t_data (id INTEGER PRIMARY KEY, a TEXT);
CREATE VIEW t AS SELECT id, a FROM t_data;
