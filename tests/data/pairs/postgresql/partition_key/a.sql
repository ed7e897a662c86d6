-- A table can't be partitioned in place.
CREATE TABLE p (id integer NOT NULL, a text);
