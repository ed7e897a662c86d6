-- Two columns change names with each other.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INTEGER, c TEXT AS (a || b));
CREATE INDEX t_a ON t (a);
