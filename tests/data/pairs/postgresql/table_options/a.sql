CREATE TABLE a (id integer PRIMARY KEY);
CREATE TABLE b (id integer PRIMARY KEY REFERENCES a);
CREATE TABLE c (id integer) WITH (fillfactor = 70, autovacuum_enabled = false);
