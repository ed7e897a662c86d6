-- A value for the rows that are there: constant ones cost no rewrite, others are filled in.
CREATE TABLE t (id integer PRIMARY KEY);
