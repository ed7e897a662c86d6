-- Checks with and without names come, change and go, on columns and on the table.
CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  a INTEGER CHECK (a > 0),
  b INTEGER CONSTRAINT b_small CHECK (b < 100),
  c TEXT,
  CHECK (a < b OR b IS NULL)
);
