-- What the server's cast makes of a value is no loss that the proof may complain of; what it rounds needs consent.
CREATE TABLE t (id integer PRIMARY KEY, flag text, at timestamp, n numeric(10,4), doc json, days text[], size real);
