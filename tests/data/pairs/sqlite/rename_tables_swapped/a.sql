-- Two tables change names with each other, with their rows, and a third one refers to both.
CREATE TABLE one (id INTEGER PRIMARY KEY, a TEXT);
CREATE TABLE two (id INTEGER PRIMARY KEY, b TEXT);
CREATE TABLE both (id INTEGER PRIMARY KEY, one_id INTEGER REFERENCES one (id), two_id INTEGER REFERENCES two (id));
