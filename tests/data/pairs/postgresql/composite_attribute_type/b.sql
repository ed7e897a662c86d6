CREATE TYPE c AS (a bigint, b text);
CREATE TABLE t (id integer PRIMARY KEY, v c, vs c[]);
CREATE VIEW w AS SELECT (v).a FROM t;
