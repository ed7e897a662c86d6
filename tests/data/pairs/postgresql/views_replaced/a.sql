-- In place where names and types of the columns stay; what uses such a view stays, too.
CREATE TABLE t (id integer PRIMARY KEY, a integer, b text);
CREATE VIEW v AS SELECT id, a FROM t WHERE a > 0;
CREATE VIEW on_v AS SELECT id FROM v;
CREATE VIEW w AS SELECT id AS x FROM t;
CREATE VIEW on_w AS SELECT x FROM w;
COMMENT ON VIEW on_w IS 'stays';
CREATE VIEW o WITH (security_barrier) AS SELECT id FROM t;
CREATE VIEW c AS SELECT id, a FROM t WHERE a > 3;
