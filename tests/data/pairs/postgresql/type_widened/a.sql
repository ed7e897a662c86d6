-- Types that take all old values: no cast is written, and the index, the check and the view on the column stay.
CREATE TABLE t (id integer PRIMARY KEY, a smallint, b varchar(20), c numeric(8,2));
CREATE INDEX t_b ON t (lower(b)) WHERE b <> '';
ALTER TABLE t ADD CONSTRAINT t_b_check CHECK (b IN ('x', 'y', 'abc'));
