CREATE TABLE domain (name TEXT PRIMARY KEY);
CREATE TABLE mail (
  id INTEGER PRIMARY KEY,
  address TEXT NOT NULL COLLATE NOCASE,
  host TEXT AS (substr(address, instr(address, '@') + 1)) STORED REFERENCES domain (name) ON DELETE RESTRICT,
  folded TEXT AS (lower(trim(address))) VIRTUAL UNIQUE,
  CHECK (host <> folded)
);
