-- Expressions change, and virtual becomes stored and the other way round.
CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  first TEXT,
  last TEXT,
  name TEXT AS (first || ' ' || last) VIRTUAL,
  initials TEXT AS (substr(first, 1, 1)) STORED,
  upper_name TEXT AS (upper(name)) VIRTUAL
);
CREATE INDEX t_name ON t (name);
