-- Views stand in the way of a new type: they go, in order, and come back with comments, options, grants, triggers and rules.
CREATE TABLE t (id integer PRIMARY KEY, a integer, b text);
CREATE VIEW v WITH (security_barrier) AS SELECT id, a FROM t WHERE a > 0;
COMMENT ON VIEW v IS 'those above zero';
COMMENT ON COLUMN v.a IS 'more than zero';
GRANT SELECT ON v TO PUBLIC;
CREATE VIEW w AS SELECT a * 2 AS double FROM v;
CREATE MATERIALIZED VIEW m AS SELECT double FROM w;
CREATE UNIQUE INDEX m_double ON m (double);
COMMENT ON INDEX m_double IS 'one of each';
CREATE VIEW other AS SELECT b FROM t;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER v_insert INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f();
CREATE RULE w_nothing AS ON INSERT TO w DO INSTEAD NOTHING;
