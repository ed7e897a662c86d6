-- A child is rebuilt: its foreign key, its index and its rows stay.
CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE book (id INTEGER PRIMARY KEY, author_id INTEGER REFERENCES author ON DELETE CASCADE, title TEXT);
CREATE UNIQUE INDEX book_title ON book (title);
