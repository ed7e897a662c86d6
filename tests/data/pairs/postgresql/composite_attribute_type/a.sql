-- An attribute's type can't change while a column has the type: it is replaced, and values are put together anew.
CREATE TYPE c AS (a integer, b text);
CREATE TABLE t (id integer PRIMARY KEY, v c, vs c[]);
CREATE VIEW w AS SELECT (v).a FROM t;
