CREATE TABLE t (id integer PRIMARY KEY, a integer NOT NULL DEFAULT 7, b integer NOT NULL, c text, d integer NOT NULL DEFAULT 1);
