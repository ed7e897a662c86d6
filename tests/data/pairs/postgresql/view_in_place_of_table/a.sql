-- The table that a view stands on becomes a view itself.
CREATE TABLE entries (id integer PRIMARY KEY, title text);
CREATE VIEW titles AS SELECT title FROM entries;
CREATE VIEW long_titles AS SELECT title FROM titles WHERE length(title) > 10;
