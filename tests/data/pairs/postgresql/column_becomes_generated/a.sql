CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer NOT NULL DEFAULT 3);
CREATE INDEX t_b ON t (b);
CREATE VIEW v AS SELECT b FROM t;
