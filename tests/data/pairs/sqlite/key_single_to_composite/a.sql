-- The primary key gets a second column; a rowid alias becomes a plain column of a key.
CREATE TABLE price (id INTEGER PRIMARY KEY, day TEXT NOT NULL, amount INTEGER);
