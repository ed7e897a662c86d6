-- Rows that do not fit: the statement fails, and the way back leaves all as it was.
CREATE TABLE t (id INT NOT NULL PRIMARY KEY, a INT, b INT);
