-- Keys of STRICT tables are NOT NULL, said or not: rows that have none in them need a value, which is asked for.
CREATE TABLE t (k TEXT PRIMARY KEY, v TEXT);
