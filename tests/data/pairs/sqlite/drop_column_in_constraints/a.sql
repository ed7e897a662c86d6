-- The column is in a check, a unique constraint and a foreign key: a rebuild takes it out of all of them.
CREATE TABLE p (id INTEGER PRIMARY KEY, k TEXT UNIQUE);
CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  a TEXT,
  b TEXT REFERENCES p (k),
  CHECK (a <> b),
  UNIQUE (a, b)
);
