-- Keys of STRICT tables are NOT NULL, said or not: the rows that have none in them are named, and nothing is lost.
CREATE TABLE t (k TEXT PRIMARY KEY, v TEXT);
