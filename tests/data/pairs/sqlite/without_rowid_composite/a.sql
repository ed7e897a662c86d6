-- A WITHOUT ROWID table with a composite key in another order and direction, and a child of it.
CREATE TABLE edge (a INTEGER, b INTEGER, w REAL, PRIMARY KEY (b DESC, a)) WITHOUT ROWID;
CREATE TABLE note (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, FOREIGN KEY (b, a) REFERENCES edge (b, a) ON DELETE CASCADE);
