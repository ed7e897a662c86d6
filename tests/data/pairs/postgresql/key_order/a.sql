-- The same columns in another order, and a key that loses and one that gains a column.
CREATE TABLE t (a integer, b text, c integer NOT NULL, CONSTRAINT t_key PRIMARY KEY (a, b), CONSTRAINT t_pair UNIQUE (b, c));
CREATE TABLE wider (a integer PRIMARY KEY, b integer NOT NULL);
CREATE TABLE child (a integer, b text, CONSTRAINT child_parent FOREIGN KEY (a, b) REFERENCES t (a, b));
