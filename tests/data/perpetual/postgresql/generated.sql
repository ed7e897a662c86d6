CREATE TABLE t (id integer PRIMARY KEY, a integer, v varchar(5), s text GENERATED ALWAYS AS (v || '-' || lower(v)) STORED,
  c text GENERATED ALWAYS AS (CASE WHEN v IN ('a', 'b') THEN 'x' ELSE v END) STORED, n bigint GENERATED ALWAYS AS (a * 2 + 1) STORED);
