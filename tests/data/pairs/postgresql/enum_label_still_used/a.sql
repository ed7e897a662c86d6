-- Rows that have the label that goes stop it.
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (id integer PRIMARY KEY, m mood);
