CREATE TABLE a (id integer PRIMARY KEY, n integer);
CREATE VIEW v AS SELECT a.id, a.n FROM a WHERE a.n > 0;
