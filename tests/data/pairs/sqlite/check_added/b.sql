CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  a INTEGER CHECK (a >= 0),
  b INTEGER CONSTRAINT b_small CHECK (b < 1000),
  c TEXT CHECK (c IN ('it''s', 'x''y') OR c LIKE '%(%'),
  CONSTRAINT order_of_both CHECK (a < b OR b IS NULL)
);
