-- NULL values become what the flag says, by an expression over the row; a new column gets its value likewise.
CREATE TABLE t (id INTEGER PRIMARY KEY, first TEXT, nick TEXT);
