-- What is made of the column goes with it; the sequence too.
CREATE TABLE t (id serial PRIMARY KEY, a integer, b integer UNIQUE, c text CHECK (c <> ''));
CREATE INDEX t_ab ON t (a, b);
CREATE VIEW v AS SELECT id, a FROM t;
