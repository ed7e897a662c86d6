-- Text in double quotes, which SQLite takes for a string where no column has that name.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT DEFAULT "none", b TEXT CHECK (b <> "bad"));
CREATE INDEX t_b ON t (b) WHERE b <> "x";
