-- The view is replaced in place, or anew, before the table goes that it used.
CREATE TABLE a (id integer PRIMARY KEY);
CREATE TABLE b (id integer PRIMARY KEY REFERENCES a, n integer);
CREATE VIEW v AS SELECT a.id FROM a WHERE EXISTS (SELECT FROM b WHERE b.id = a.id);
