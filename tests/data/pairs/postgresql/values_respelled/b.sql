CREATE TABLE t (id integer PRIMARY KEY, flag boolean, at timestamp(0), n numeric(10,2), doc jsonb, days date[], size numeric);
