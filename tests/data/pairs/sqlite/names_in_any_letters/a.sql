-- The stored text spells names and keywords in any way: nothing differs, and nothing is written.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT 'x', b INT CHECK (b > 0));
CREATE INDEX t_a ON t (a) WHERE b IS NOT NULL;
CREATE VIEW v AS SELECT a FROM t WHERE b = 1;
