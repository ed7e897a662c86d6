-- Columns that nothing uses go by ALTER TABLE, also beside a child and an index on others.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT NOT NULL DEFAULT 'x');
CREATE INDEX t_a ON t (a);
CREATE TABLE u (id INTEGER PRIMARY KEY REFERENCES t (id) ON DELETE CASCADE);
