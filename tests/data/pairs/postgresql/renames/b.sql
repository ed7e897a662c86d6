CREATE TABLE new (id integer CONSTRAINT old_pkey PRIMARY KEY, b integer);
CREATE INDEX new_b ON new (b);
CREATE VIEW v AS SELECT id, b AS a FROM new;
