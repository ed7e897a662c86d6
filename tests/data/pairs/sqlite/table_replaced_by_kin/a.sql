-- Tables come and go in one revision, with keys between old, new and staying ones.
CREATE TABLE stays (id INTEGER PRIMARY KEY, gone_id INTEGER REFERENCES gone (id));
CREATE TABLE gone (id INTEGER PRIMARY KEY, stays_id INTEGER REFERENCES stays (id) ON DELETE CASCADE);
