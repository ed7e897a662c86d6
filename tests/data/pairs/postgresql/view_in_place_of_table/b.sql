CREATE TABLE all_entries (id integer PRIMARY KEY, title text);
CREATE VIEW entries AS SELECT id, title FROM all_entries;
CREATE VIEW titles AS SELECT title FROM entries;
CREATE VIEW long_titles AS SELECT title FROM titles WHERE length(title) > 10;
