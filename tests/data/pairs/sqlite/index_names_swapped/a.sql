-- Two indexes change names with each other.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
CREATE INDEX one ON t (a);
CREATE INDEX two ON t (b);
