-- A foreign key names a table that is not there, which SQLite allows; the tables beside it are rebuilt all the same.
CREATE TABLE c (id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES nowhere (id), a TEXT);
CREATE TABLE d (id INTEGER PRIMARY KEY, a TEXT);
