CREATE TYPE mood AS ENUM ('a', 'b', 'c1', 'c2', 'd', 'e1', 'e2');
CREATE TABLE t (id integer PRIMARY KEY, m mood DEFAULT 'b', ms mood[] DEFAULT '{b}');
CREATE VIEW v AS SELECT m FROM t WHERE m = 'b';
COMMENT ON TYPE mood IS 'how it feels';
