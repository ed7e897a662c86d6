CREATE TABLE old (id serial PRIMARY KEY, name text);
