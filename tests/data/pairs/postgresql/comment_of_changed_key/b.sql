CREATE TABLE users (id integer NOT NULL, email text NOT NULL, CONSTRAINT users_pkey PRIMARY KEY (id, email));
COMMENT ON INDEX users_pkey IS 'beside the constraint';
