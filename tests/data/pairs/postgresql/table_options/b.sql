CREATE UNLOGGED TABLE a (id integer PRIMARY KEY);
CREATE UNLOGGED TABLE b (id integer PRIMARY KEY REFERENCES a);
CREATE TABLE c (id integer) WITH (fillfactor = 80, toast.autovacuum_enabled = false);
