-- The comment on the index behind a key is nothing that is modelled: it is named, and stays.
CREATE TABLE users (id integer, email text, CONSTRAINT users_pkey PRIMARY KEY (id));
COMMENT ON INDEX users_pkey IS 'beside the constraint';
