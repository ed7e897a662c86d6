-- Empty tables: a rebuild of nothing.
CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT);
CREATE TABLE u (a TEXT NOT NULL);
