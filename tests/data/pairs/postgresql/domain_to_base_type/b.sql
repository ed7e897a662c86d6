CREATE DOMAIN d AS text CHECK (VALUE <> '');
CREATE TABLE t (id integer PRIMARY KEY, v text, w d);
