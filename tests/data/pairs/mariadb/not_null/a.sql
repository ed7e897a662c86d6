-- Rows get the default, or the value that is asked for.
CREATE TABLE t (id INT PRIMARY KEY, a INT DEFAULT 7, b INT, c VARCHAR(10) NOT NULL, d INT DEFAULT 1);
