-- New columns with defaults: constants come by ALTER TABLE and fill the rows that are there.
CREATE TABLE t (id INTEGER PRIMARY KEY);
