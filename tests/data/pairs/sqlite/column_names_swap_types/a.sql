-- A dropped and an added column of the same table, without a rename: no value goes over.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER NOT NULL DEFAULT 3);
