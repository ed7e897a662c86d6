CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20) COLLATE utf8mb4_bin, b VARCHAR(20) COLLATE utf8mb4_unicode_ci NOT NULL, c TEXT, d ENUM('x', 'y'), UNIQUE KEY a (a), KEY b (b));
