-- A label can't be used by the transaction that adds it: the type is replaced.
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (id integer PRIMARY KEY, m mood DEFAULT 'a');
