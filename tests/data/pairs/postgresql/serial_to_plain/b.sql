CREATE TABLE t (id integer PRIMARY KEY, a text);
CREATE TABLE u (id integer NOT NULL DEFAULT 3);
CREATE TABLE v (id text NOT NULL);
