CREATE TABLE p (a integer, b integer, c text, CONSTRAINT p_key PRIMARY KEY (a, b), CONSTRAINT p_b UNIQUE (b) WITH (fillfactor = 70));
CREATE TABLE t (a integer, b integer, c integer, CONSTRAINT t_match FOREIGN KEY (a, b) REFERENCES p, CONSTRAINT t_deferred FOREIGN KEY (c) REFERENCES p (b),
  CONSTRAINT t_unique UNIQUE (a) INCLUDE (c), CONSTRAINT t_nulls UNIQUE (c));
