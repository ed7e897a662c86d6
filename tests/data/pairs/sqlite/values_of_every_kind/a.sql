-- Integers at their limits, infinities, text with NUL and without meaning, blobs: a rebuild copies them bit by bit.
CREATE TABLE t (id INTEGER PRIMARY KEY, v, w BLOB, note TEXT);
