-- Foreign keys on a key that changes go before it and come after it.
CREATE TABLE a (id integer, n integer NOT NULL, PRIMARY KEY (id), UNIQUE (n));
CREATE TABLE b (a integer REFERENCES a);
CREATE TABLE none (x integer NOT NULL, y integer NOT NULL);
CREATE VIEW v AS SELECT id, n, count(*) AS c FROM a GROUP BY id;
