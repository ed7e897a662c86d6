-- The keys of a table remember the size, and keep it when the table loses it.
CREATE TABLE t (id INT PRIMARY KEY, a TEXT) ROW_FORMAT = COMPRESSED KEY_BLOCK_SIZE = 8;
