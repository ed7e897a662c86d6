-- A value for the rows that are there.
CREATE TABLE t (id INT PRIMARY KEY);
