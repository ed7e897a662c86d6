-- Rows that violate a foreign key from before are not strata's doing, and do not stop it.
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);
CREATE TABLE c (id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES p (id), n TEXT);
