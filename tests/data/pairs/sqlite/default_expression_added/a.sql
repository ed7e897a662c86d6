-- A new column whose default is computed needs a rebuild, which ALTER TABLE refuses.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
