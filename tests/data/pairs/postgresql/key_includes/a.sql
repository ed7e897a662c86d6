-- What covers, fills, and how NULLs count, of constraints as of indexes; a foreign key's MATCH and its deferral alone.
CREATE TABLE p (a integer, b integer, c text, CONSTRAINT p_key PRIMARY KEY (a, b) INCLUDE (c), CONSTRAINT p_b UNIQUE (b) WITH (fillfactor = 70));
CREATE TABLE t (a integer, b integer, c integer, CONSTRAINT t_match FOREIGN KEY (a, b) REFERENCES p MATCH FULL, CONSTRAINT t_deferred FOREIGN KEY (c) REFERENCES p (b) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT t_unique UNIQUE (a) INCLUDE (b), CONSTRAINT t_nulls UNIQUE NULLS NOT DISTINCT (c));
