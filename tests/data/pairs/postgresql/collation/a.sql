-- A column's collation is part of its type; views on it go and come back.
CREATE TABLE t (id integer PRIMARY KEY, a text, b text COLLATE "C");
CREATE INDEX t_a ON t (a);
CREATE VIEW v AS SELECT a FROM t;
