-- A new key with ON CONFLICT IGNORE would drop rows while they are copied; rows must not vanish without a word.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
