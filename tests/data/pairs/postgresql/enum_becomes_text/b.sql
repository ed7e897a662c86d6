CREATE TYPE mood AS ENUM ('b', 'a');
CREATE TABLE t (id integer PRIMARY KEY, m text DEFAULT 'a', o mood);
