-- One of each kind without a name, and some more of the same, whose names the server counts up.
CREATE TABLE p (id integer PRIMARY KEY, a integer, b integer, UNIQUE (a, b), UNIQUE (b));
CREATE TABLE t (id integer PRIMARY KEY, a integer REFERENCES p, b integer UNIQUE, c integer CHECK (c > 0) CHECK (c < 9), d integer UNIQUE NULLS NOT DISTINCT,
  FOREIGN KEY (a, b) REFERENCES p (a, b) MATCH FULL ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY (a) REFERENCES p (id), CHECK (a > b OR c IS NULL),
  UNIQUE (a, b) DEFERRABLE, UNIQUE (c) INCLUDE (d), EXCLUDE (c WITH =) WHERE (d IN (1, 2)), EXCLUDE USING btree (lower(a::text) WITH =, (b + 1) WITH =));
CREATE INDEX ON t (a);
CREATE INDEX ON t (a, (b + c));
CREATE UNIQUE INDEX ON t (a);
