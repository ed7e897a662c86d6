-- Two tables that refer to each other; one is rebuilt, then the other on the way back.
CREATE TABLE person (id INTEGER PRIMARY KEY, home INTEGER REFERENCES house (id), name TEXT);
CREATE TABLE house (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES person (id) ON DELETE SET NULL);
