-- Keys remember the size that their table had, those that foreign keys brought along, too; some have one of their own.
CREATE TABLE p (id INT AUTO_INCREMENT PRIMARY KEY, x INT NOT NULL, UNIQUE KEY ux (x)) ROW_FORMAT = COMPRESSED KEY_BLOCK_SIZE = 8;
CREATE TABLE c (
  id INT AUTO_INCREMENT PRIMARY KEY,
  p INT,
  x INT,
  words TEXT,
  y INT,
  CONSTRAINT c_p FOREIGN KEY (p) REFERENCES p (id),
  CONSTRAINT c_x FOREIGN KEY (x) REFERENCES p (x),
  KEY gone (y),
  KEY hidden (y, p),
  KEY old_name (y, x),
  FULLTEXT KEY some_words (words)
) ROW_FORMAT = COMPRESSED KEY_BLOCK_SIZE = 8;
CREATE TABLE m (id INT PRIMARY KEY, a INT, b INT, KEY a (a) KEY_BLOCK_SIZE = 2048, KEY b (b)) ENGINE = MyISAM KEY_BLOCK_SIZE = 4096;
CREATE TABLE n (id INT PRIMARY KEY, a INT, b INT, KEY a (a) KEY_BLOCK_SIZE = 4, KEY b (b)) KEY_BLOCK_SIZE = 8;
CREATE TABLE one_key (id INT, a INT, PRIMARY KEY (id) KEY_BLOCK_SIZE = 2048, KEY a (a)) ENGINE = Aria;
