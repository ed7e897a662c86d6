CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  first TEXT,
  last TEXT,
  name TEXT AS (last || ', ' || first) STORED,
  initials TEXT AS (substr(first, 1, 1)) VIRTUAL,
  upper_name TEXT AS (upper(name)) VIRTUAL
);
CREATE INDEX t_name ON t (name);
