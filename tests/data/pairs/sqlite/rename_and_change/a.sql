-- A table and its columns are renamed, and what they are changes at once: one rebuild.
CREATE TABLE staff (id INTEGER PRIMARY KEY, nm TEXT, pay TEXT, gone TEXT);
CREATE TABLE badge (id INTEGER PRIMARY KEY, staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE);
