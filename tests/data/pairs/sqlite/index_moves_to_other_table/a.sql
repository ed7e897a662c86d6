-- An index's name goes over to another table; SQLite has one space of names for all of them.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
CREATE TABLE u (id INTEGER PRIMARY KEY, a TEXT);
CREATE INDEX by_a ON t (a);
