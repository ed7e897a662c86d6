CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, c TEXT, d VARCHAR(50), g POINT NOT NULL, KEY plain (a), UNIQUE KEY uniq (b), KEY descending (a, b), FULLTEXT KEY words (c), KEY ignored (a) IGNORED, KEY seen (b), SPATIAL KEY places (g), UNIQUE KEY hashed (c) USING HASH, KEY gone (d));
CREATE TABLE m (id INT, KEY h (id) USING HASH) ENGINE = MEMORY;
