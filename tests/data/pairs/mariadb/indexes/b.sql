CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, c TEXT, d VARCHAR(50), g POINT NOT NULL, UNIQUE KEY plain (a), KEY uniq (b), KEY descending (a DESC, b), FULLTEXT KEY words (c, d), KEY ignored (a), KEY seen (b) IGNORED, KEY come (d(5)), KEY come2 (id, a DESC, d(5)));
CREATE TABLE m (id INT, KEY h (id) USING BTREE) ENGINE = MEMORY;
