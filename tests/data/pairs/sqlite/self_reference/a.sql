-- A tree in one table, rebuilt: rows refer to rows of the old table while they are copied.
CREATE TABLE node (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES node (id) ON DELETE CASCADE, label TEXT);
CREATE INDEX node_parent ON node (parent);
