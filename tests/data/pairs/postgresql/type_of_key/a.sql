-- Both ends of a foreign key change to a type that the old one can't be compared with.
CREATE TABLE a (id integer PRIMARY KEY);
CREATE TABLE b (a_id integer REFERENCES a ON DELETE CASCADE, n integer REFERENCES a);
