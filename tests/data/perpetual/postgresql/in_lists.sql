CREATE TABLE t (id integer PRIMARY KEY, v varchar(10), s text, n integer, c char(1),
  CONSTRAINT t_v CHECK (v IN ('a', 'b')), CONSTRAINT t_s CHECK (s NOT IN ('a', 'b')), CONSTRAINT t_n CHECK (n IN (1, 2, 3)),
  CONSTRAINT t_c CHECK (c IN ('x', 'y') OR c IS NULL), CONSTRAINT t_one CHECK (v IN ('a') OR n BETWEEN 1 AND 9 AND s LIKE 'a%'));
CREATE INDEX t_partial_v ON t (id) WHERE v IN ('a', 'b');
CREATE INDEX t_partial_s ON t (id) WHERE s IN ('a', 'b') AND n NOT IN (1, 2);
CREATE UNIQUE INDEX t_partial_c ON t (n) WHERE c IN ('x') AND NOT (s = 'q' OR s <> 'r');
