CREATE TYPE c AS (a integer, d date);
CREATE TYPE free AS (x bigint);
COMMENT ON TYPE c IS 'of two';
COMMENT ON COLUMN c.a IS 'one';
