-- longtext with a check of its own is JSON; the check comes and goes with the type.
CREATE TABLE t (id INT PRIMARY KEY, a TEXT, b JSON, c LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, d JSON NOT NULL DEFAULT '{}');
