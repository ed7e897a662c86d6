-- A trigger uses the column that is to go: strata must say so, not leave a table that takes no insert any more.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
CREATE TABLE log (x TEXT);
CREATE TRIGGER t_log AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.b); END;
