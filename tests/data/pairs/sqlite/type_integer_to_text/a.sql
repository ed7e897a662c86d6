-- Any integer fits a text, and back.
CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER);
