-- The type of a column that others are computed from.
CREATE TABLE t (a integer, b integer, c integer GENERATED ALWAYS AS (a + b) STORED, UNIQUE (c));
