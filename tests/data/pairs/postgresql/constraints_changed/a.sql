CREATE TABLE p (id integer PRIMARY KEY, n integer UNIQUE);
CREATE TABLE t (id integer, a integer, b integer, c integer, span int4range, CONSTRAINT t_pk PRIMARY KEY (id), CONSTRAINT t_u UNIQUE (a),
  CONSTRAINT t_f FOREIGN KEY (b) REFERENCES p, CONSTRAINT t_c CHECK (c > 0), CONSTRAINT t_e EXCLUDE USING gist (span WITH &&));
