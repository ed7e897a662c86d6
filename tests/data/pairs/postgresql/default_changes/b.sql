CREATE SEQUENCE s;
CREATE TABLE t (a integer DEFAULT 2, b text DEFAULT upper('x'), c integer DEFAULT 3, d integer, e integer DEFAULT nextval('s'));
