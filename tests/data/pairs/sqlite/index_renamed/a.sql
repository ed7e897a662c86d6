-- Indexes change names only.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
CREATE UNIQUE INDEX old_a ON t (a);
CREATE INDEX old_b ON t (b) WHERE b > '';
