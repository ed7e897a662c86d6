-- No ALTER changes a domain's type: it is replaced, with the columns, views and indexes that have it.
CREATE DOMAIN d AS integer CHECK (VALUE > 0);
CREATE TABLE t (id integer PRIMARY KEY, v d DEFAULT 5, vs d[]);
CREATE INDEX t_v ON t ((v::integer + 1));
CREATE VIEW w AS SELECT v FROM t;
