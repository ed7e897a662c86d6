CREATE TYPE c AS (a integer, b text);
CREATE TABLE t (id integer PRIMARY KEY, v c);
CREATE TYPE free AS (x integer);
