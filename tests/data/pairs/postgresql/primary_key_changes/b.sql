CREATE TABLE a (id integer NOT NULL, n integer, PRIMARY KEY (n), UNIQUE (id));
CREATE TABLE b (a integer REFERENCES a (id));
CREATE TABLE none (x integer, y integer, PRIMARY KEY (y, x));
CREATE VIEW v AS SELECT id, n, count(*) AS c FROM a GROUP BY id, n;
