-- A foreign key spells its parent's name in other letters, and does not name the column.
CREATE TABLE Parent (Id INTEGER PRIMARY KEY, v TEXT);
CREATE TABLE child (id INTEGER PRIMARY KEY, p INTEGER REFERENCES PARENT ON DELETE CASCADE);
