-- INTEGER PRIMARY KEY DESC on the column is no alias of the rowid; on the table it is one.
CREATE TABLE a (id INTEGER PRIMARY KEY DESC, v TEXT);
CREATE TABLE b (id INTEGER, v TEXT, PRIMARY KEY (id DESC));
