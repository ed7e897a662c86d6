-- Of columns and of the table; those without a name are told apart by their text.
CREATE TABLE t (id INT PRIMARY KEY, a INT CHECK (a > 0), b INT, c INT CHECK (c < 100), d VARCHAR(10) CHECK (d <> ''), CHECK (a <> b), CHECK (b > 5 OR b IS NULL), CONSTRAINT named CHECK (c > 1), CONSTRAINT goes CHECK (c > 0));
