-- NOT NULL ON CONFLICT REPLACE puts the default where NULL is given, also in the copy.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'd', b TEXT);
