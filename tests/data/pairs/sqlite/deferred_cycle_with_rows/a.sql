-- Rows of a cycle of required keys, which only a deferred check lets in, are rebuilt on both sides.
CREATE TABLE head (id INTEGER PRIMARY KEY, tail_id INTEGER NOT NULL REFERENCES tail (id) DEFERRABLE INITIALLY DEFERRED, a TEXT);
CREATE TABLE tail (id INTEGER PRIMARY KEY, head_id INTEGER NOT NULL REFERENCES head (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, a TEXT);
