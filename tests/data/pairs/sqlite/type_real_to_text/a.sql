-- SQLite writes 15 digits of a REAL: where it has more, the text would be another number.
CREATE TABLE t (n REAL) STRICT;
