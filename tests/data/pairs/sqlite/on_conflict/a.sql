-- Conflict clauses on every kind of constraint are added, changed and taken.
CREATE TABLE t (
  id INTEGER PRIMARY KEY ON CONFLICT REPLACE,
  a TEXT NOT NULL ON CONFLICT IGNORE,
  b TEXT UNIQUE ON CONFLICT FAIL,
  c TEXT,
  UNIQUE (a, c) ON CONFLICT ROLLBACK
);
CREATE TABLE u (a TEXT, b TEXT, PRIMARY KEY (a, b));
