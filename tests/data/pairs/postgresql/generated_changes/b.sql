CREATE TABLE t (id integer PRIMARY KEY, a integer, d integer, c integer GENERATED ALWAYS AS (a * 3) STORED);
CREATE INDEX t_c ON t (c);
ALTER TABLE t ADD CONSTRAINT t_c_check CHECK (c <> 13);
CREATE VIEW v AS SELECT c FROM t;
COMMENT ON COLUMN t.c IS 'twice';
CREATE STATISTICS t_ac ON a, c FROM t;
