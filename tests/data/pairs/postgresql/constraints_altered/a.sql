-- What ALTER can do without making the constraint anew.
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE t (id integer CONSTRAINT t_key PRIMARY KEY, a integer, b integer, c integer, d integer);
ALTER TABLE t ADD CONSTRAINT t_a FOREIGN KEY (a) REFERENCES p;
ALTER TABLE t ADD CONSTRAINT t_b FOREIGN KEY (b) REFERENCES p NOT VALID;
ALTER TABLE t ADD CONSTRAINT t_c CHECK (c > 0) NOT VALID;
ALTER TABLE t ADD CONSTRAINT t_d UNIQUE (d);
