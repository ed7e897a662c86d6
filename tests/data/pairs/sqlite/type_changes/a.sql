-- Types change within and across affinities; values that mean the same stay the same.
CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  a VARCHAR(10),
  b INTEGER,
  c TEXT,
  d REAL,
  e NUMERIC(10, 2),
  f,
  g DATETIME,
  h DOUBLE PRECISION,
  i UNSIGNED BIG INT
);
