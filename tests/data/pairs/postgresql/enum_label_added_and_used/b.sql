CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE t (id integer PRIMARY KEY, m mood DEFAULT 'c', n mood NOT NULL DEFAULT 'c');
CREATE VIEW v AS SELECT id FROM t WHERE m = 'c';
