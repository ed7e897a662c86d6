-- Two rows have what becomes unique: the revision fails, and nothing is lost.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
