CREATE TABLE t (a integer CONSTRAINT t_a UNIQUE, b integer CONSTRAINT t_b UNIQUE);
COMMENT ON CONSTRAINT t_a ON t IS 'a constraint';
