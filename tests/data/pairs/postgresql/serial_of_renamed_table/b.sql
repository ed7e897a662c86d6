CREATE TABLE new (id serial PRIMARY KEY, name text);
