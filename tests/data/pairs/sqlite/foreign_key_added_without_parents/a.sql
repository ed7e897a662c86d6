-- A row's parent is missing when the foreign key comes: foreign_key_check finds it, and nothing is lost.
CREATE TABLE p (id INTEGER PRIMARY KEY);
CREATE TABLE c (id INTEGER PRIMARY KEY, p_id INTEGER);
