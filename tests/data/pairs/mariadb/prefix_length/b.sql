CREATE TABLE t (a VARCHAR(200) NOT NULL, b TEXT, c VARBINARY(100), d VARCHAR(50), KEY a (a), KEY b (b(21)), KEY c (c(9)), KEY ad (a(3), d), UNIQUE KEY d (d), PRIMARY KEY (a(41)));
