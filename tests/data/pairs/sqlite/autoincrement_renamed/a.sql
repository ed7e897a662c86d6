-- A table with a counter is renamed and rebuilt at once.
CREATE TABLE old_name (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT);
