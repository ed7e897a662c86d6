CREATE TABLE t (a integer, b text, c integer NOT NULL, CONSTRAINT t_key PRIMARY KEY (b, a), CONSTRAINT t_pair UNIQUE (c, b));
CREATE TABLE wider (a integer, b integer NOT NULL, PRIMARY KEY (a, b));
CREATE TABLE child (a integer, b text, CONSTRAINT child_parent FOREIGN KEY (a, b) REFERENCES t (a, b));
