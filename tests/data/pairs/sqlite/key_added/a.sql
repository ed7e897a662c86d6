-- A table without a key gets one: a composite one, and a new rowid alias that numbers the rows.
CREATE TABLE a (x TEXT, y TEXT, v TEXT);
CREATE TABLE b (v TEXT);
