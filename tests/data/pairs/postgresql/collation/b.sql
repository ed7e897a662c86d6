CREATE TABLE t (id integer PRIMARY KEY, a text COLLATE "C", b text);
CREATE INDEX t_a ON t (a);
CREATE VIEW v AS SELECT a FROM t;
