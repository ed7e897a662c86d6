-- Collations of columns change; what is unique changes with them, and so do the indexes.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT COLLATE NOCASE UNIQUE, b TEXT COLLATE RTRIM, c TEXT);
CREATE INDEX t_b ON t (b, c);
