-- A virtual column comes by ALTER TABLE, a stored one only by a rebuild.
CREATE TABLE v (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER);
CREATE TABLE s (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER);
