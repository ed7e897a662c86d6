CREATE TABLE t (id integer PRIMARY KEY, v varchar(10), n integer);
CREATE VIEW one AS SELECT *, v || 'x' AS x, CASE WHEN n IN (1, 2) THEN 'a' END AS c FROM t WHERE v IN ('a', 'b');
CREATE VIEW two (a, b) WITH (security_barrier) AS SELECT id, count(*) FROM one o JOIN t USING (id) GROUP BY 1 ORDER BY 1;
CREATE MATERIALIZED VIEW three AS SELECT a, max(b) AS most FROM two GROUP BY a WITH NO DATA;
CREATE UNIQUE INDEX ON three (a);
CREATE INDEX three_case ON three ((CASE WHEN most > 1 THEN 'x' ELSE 'y' END));
