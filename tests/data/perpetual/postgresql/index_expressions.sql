CREATE TABLE t (id integer PRIMARY KEY, name varchar(40), first text, last text, state varchar(10), n integer);
CREATE INDEX t_lower ON t (lower(name));
CREATE INDEX t_upper_lower ON t (upper(first), lower(name) varchar_pattern_ops DESC NULLS LAST);
CREATE INDEX t_case ON t ((CASE WHEN n > 0 THEN 'more' WHEN n = 0 THEN 'none' ELSE 'less' END));
CREATE INDEX t_simple_case ON t ((CASE state WHEN 'a' THEN 1 ELSE 2 END));
CREATE INDEX t_concat ON t ((first || ' ' || last));
CREATE INDEX t_concat_varchar ON t ((name || '-' || state));
CREATE INDEX t_coalesce ON t (coalesce(name, ''), (n + 1), (n::text));
