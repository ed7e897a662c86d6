-- A rebuild copies by name: the order of columns changes with it, the values stay with their columns.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT);
