-- SQLite gives DATETIME and UUID the affinity of numbers, but what stands there is text, and nothing is wrong with it.
CREATE TABLE t (id INTEGER PRIMARY KEY, at TEXT, tag TEXT);
