-- NULLs become the default, or the value asked for, in one pass over the table.
CREATE TABLE t (id integer PRIMARY KEY, a integer DEFAULT 7, b integer, c text NOT NULL, d integer DEFAULT 1);
