-- Tables in which every column but one goes, or all are replaced.
CREATE TABLE t (a TEXT, b TEXT, c TEXT);
CREATE TABLE u (a TEXT);
