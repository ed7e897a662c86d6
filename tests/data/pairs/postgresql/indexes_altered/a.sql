CREATE TABLE t (a integer, b text, c integer);
CREATE INDEX one ON t (a) WITH (fillfactor = 70);
CREATE INDEX two ON t (b);
CREATE INDEX three ON t (c);
COMMENT ON INDEX three IS 'was';
