-- Keys without names; indexes that foreign keys bring; actions that are said or not; one kind of unique key for all ways to say it.
CREATE TABLE p (id INT PRIMARY KEY, a INT, b INT, c INT UNIQUE, d INT, e INT, UNIQUE (a, b), UNIQUE KEY (b), CONSTRAINT named UNIQUE (d), UNIQUE INDEX other (e), KEY (a), INDEX (a, c), KEY (c) USING BTREE);
CREATE TABLE t (id INT NOT NULL, a INT, b INT, c INT, d INT, e INT, f INT, g INT, h INT REFERENCES p (id), i INT, j INT, k VARCHAR(100), l TEXT, m VARCHAR(40),
  PRIMARY KEY USING BTREE (id), KEY a (a), FOREIGN KEY (a) REFERENCES p (id), CONSTRAINT by_name FOREIGN KEY (b) REFERENCES p (id) ON DELETE RESTRICT, CONSTRAINT composite FOREIGN KEY (c, d) REFERENCES p (a, b) ON DELETE NO ACTION ON UPDATE RESTRICT,
  CONSTRAINT FOREIGN KEY (e) REFERENCES p (id) ON DELETE SET NULL ON UPDATE CASCADE, CONSTRAINT on_wider FOREIGN KEY (f) REFERENCES p (id), KEY wider (f, g), FOREIGN KEY name_of_index (i) REFERENCES p (id), CONSTRAINT own FOREIGN KEY (j) REFERENCES t (id),
  KEY off (g) IGNORED, KEY down (g DESC, a ASC), KEY pre (k(20), l(30)), FULLTEXT (l), FULLTEXT KEY words (k, l), UNIQUE KEY hashed (l) USING HASH, KEY with_comment (m) COMMENT 'why; not');
CREATE UNIQUE INDEX afterwards ON p (c, d);
CREATE INDEX t_e ON t (e);
CREATE TABLE m (id INT, n INT, KEY USING HASH (id), KEY tree (n) USING BTREE) ENGINE = MEMORY;
