-- Every row is deleted, and the counter alone remembers them; another table never had a row.
CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT);
CREATE TABLE never (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT);
