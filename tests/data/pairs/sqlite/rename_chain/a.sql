-- Names move on by one: a becomes b, b becomes c; of tables and of columns.
CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT, y TEXT);
CREATE TABLE b (id INTEGER PRIMARY KEY, v TEXT);
