-- A table becomes STRICT while values stand in it that are not of their columns' types; the types stay.
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b TEXT, c BLOB, d REAL);
