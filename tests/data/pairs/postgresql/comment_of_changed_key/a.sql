-- The key is made anew over other columns; the comment on its index, which is not modelled, is put back.
CREATE TABLE users (id integer NOT NULL, email text NOT NULL, CONSTRAINT users_pkey PRIMARY KEY (id));
COMMENT ON INDEX users_pkey IS 'beside the constraint';
