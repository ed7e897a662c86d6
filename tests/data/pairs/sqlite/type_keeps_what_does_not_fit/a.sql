-- Without STRICT a value that is no number stays the text that it was; it does not become 0.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
