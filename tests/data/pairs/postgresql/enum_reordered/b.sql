CREATE TYPE mood AS ENUM ('c', 'b', 'a');
COMMENT ON TYPE mood IS 'how it feels';
CREATE DOMAIN good AS mood CHECK (VALUE <> 'a');
CREATE TYPE pair AS (m mood, n integer);
CREATE TABLE t (id integer PRIMARY KEY, m mood NOT NULL DEFAULT 'b', ms mood[] DEFAULT '{b}', g good, t text DEFAULT ('a'::mood)::text, p pair,
  x text GENERATED ALWAYS AS (CASE WHEN m = 'a' THEN 'first' ELSE 'later' END) STORED, CHECK (m <> 'a' OR id > 0));
CREATE INDEX t_m ON t (m) WHERE m = 'b';
CREATE UNIQUE INDEX t_plain ON t (m, id);
CREATE VIEW v AS SELECT m, count(*) AS n FROM t GROUP BY m;
CREATE VIEW w AS SELECT 'a'::mood AS first;
