-- Two tables with counters change names with each other; each keeps its own counter.
CREATE TABLE live (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT);
CREATE TABLE archive (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT);
