-- In place, where they belong.
CREATE TYPE mood AS ENUM ('b', 'd');
CREATE TABLE t (id integer PRIMARY KEY, m mood DEFAULT 'b', ms mood[] DEFAULT '{b}');
CREATE VIEW v AS SELECT m FROM t WHERE m = 'b';
