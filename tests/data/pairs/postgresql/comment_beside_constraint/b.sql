CREATE TABLE users (id integer, email text, name text, CONSTRAINT users_pkey PRIMARY KEY (id));
