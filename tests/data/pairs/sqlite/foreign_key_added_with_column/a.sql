-- A nullable column with its foreign key comes by ALTER TABLE.
CREATE TABLE kind (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT);
