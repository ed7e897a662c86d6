-- Unique constraints, single and composite, named and not, come and go.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE, b TEXT, c TEXT, CONSTRAINT t_bc UNIQUE (b, c));
