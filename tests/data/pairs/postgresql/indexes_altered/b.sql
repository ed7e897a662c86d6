CREATE TABLE t (a integer, b text, c integer);
CREATE INDEX one ON t (a);
CREATE INDEX two ON t (b) WITH (fillfactor = 50);
CREATE INDEX three ON t (c);
COMMENT ON INDEX three IS 'is';
