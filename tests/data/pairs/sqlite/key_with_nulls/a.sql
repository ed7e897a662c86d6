-- SQLite lets NULL into keys that are not INTEGER; a rebuild keeps such rows.
CREATE TABLE t (k TEXT PRIMARY KEY, v TEXT);
