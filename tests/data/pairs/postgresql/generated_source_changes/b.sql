CREATE TABLE t (a smallint, b integer, c integer GENERATED ALWAYS AS (a + b) STORED, UNIQUE (c));
