-- Both sides of a foreign key are rebuilt in one revision.
CREATE TABLE parent (id INTEGER PRIMARY KEY, code TEXT UNIQUE);
CREATE TABLE child (id INTEGER PRIMARY KEY, parent_code TEXT REFERENCES parent (code) ON DELETE CASCADE, n TEXT);
