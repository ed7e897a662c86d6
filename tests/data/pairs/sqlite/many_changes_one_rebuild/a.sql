-- Everything about one table changes at once: one rebuild.
CREATE TABLE p (id INTEGER PRIMARY KEY);
CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  a TEXT,
  b INTEGER DEFAULT 1,
  c TEXT UNIQUE,
  d TEXT CHECK (d <> ''),
  e INTEGER REFERENCES p,
  f TEXT AS (a || c)
);
CREATE INDEX t_a ON t (a);
CREATE INDEX t_b ON t (b);
