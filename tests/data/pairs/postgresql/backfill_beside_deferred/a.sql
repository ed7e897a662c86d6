-- Checks that wait for the end of the transaction are run before the next ALTER TABLE.
CREATE TABLE a (id integer PRIMARY KEY, n integer UNIQUE DEFERRABLE INITIALLY DEFERRED);
