-- Numbers go on where they were.
CREATE TABLE t (id serial PRIMARY KEY, a text);
CREATE TABLE u (id bigserial, b integer);
