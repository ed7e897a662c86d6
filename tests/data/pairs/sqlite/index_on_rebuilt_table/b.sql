CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT NOT NULL DEFAULT 'none', n INTEGER);
CREATE INDEX i_expression ON t (lower(a), coalesce(b, 'none'));
CREATE UNIQUE INDEX i_partial ON t (n) WHERE a IS NOT NULL;
CREATE INDEX i_descending ON t (a DESC, n, b COLLATE NOCASE DESC);
CREATE INDEX i_json ON t (json_extract(a, '$.x'));
CREATE INDEX i_case ON t (CASE WHEN n > 0 THEN a END);
