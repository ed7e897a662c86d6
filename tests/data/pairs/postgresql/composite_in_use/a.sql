CREATE TYPE part AS (name text, amount integer);
CREATE TYPE whole AS (id integer, first part);
CREATE TABLE t (id integer PRIMARY KEY, one part, many part[], w whole);
