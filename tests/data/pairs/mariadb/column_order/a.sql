-- Only when it is asked for.
CREATE TABLE t (id INT PRIMARY KEY, a INT NOT NULL DEFAULT 3, b VARCHAR(10) COMMENT 'b', c INT AS (a) STORED, d INT);
