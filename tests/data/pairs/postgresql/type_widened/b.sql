CREATE TABLE t (id bigint PRIMARY KEY, a integer, b varchar(40), c numeric(12,2));
CREATE INDEX t_b ON t (lower(b)) WHERE b <> '';
ALTER TABLE t ADD CONSTRAINT t_b_check CHECK (b IN ('x', 'y', 'abc'));
