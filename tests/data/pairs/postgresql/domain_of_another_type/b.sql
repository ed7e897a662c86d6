CREATE DOMAIN d AS bigint CHECK (VALUE > 0);
CREATE TABLE t (id integer PRIMARY KEY, v d DEFAULT 5, vs d[]);
CREATE INDEX t_v ON t ((v::integer + 1));
CREATE VIEW w AS SELECT v FROM t;
