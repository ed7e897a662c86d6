-- The table's own collation is for the columns to come: what has another is told column by column.
CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20), b VARCHAR(20) COLLATE utf8mb4_bin, c INT) COLLATE utf8mb4_general_ci;
CREATE TABLE u (id INT PRIMARY KEY, a VARCHAR(20) DEFAULT 'x') CHARACTER SET latin1;
CREATE TABLE w (id INT PRIMARY KEY, a VARCHAR(20)) COLLATE utf8mb4_unicode_ci;
