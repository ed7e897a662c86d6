-- Generated columns stand in a unique constraint, a check and a foreign key.
CREATE TABLE domain (name TEXT PRIMARY KEY);
CREATE TABLE mail (
  id INTEGER PRIMARY KEY,
  address TEXT NOT NULL,
  host TEXT AS (substr(address, instr(address, '@') + 1)) STORED REFERENCES domain (name),
  folded TEXT AS (lower(address)) VIRTUAL UNIQUE,
  CHECK (host <> folded)
);
