CREATE SEQUENCE s;
CREATE TABLE t (a integer DEFAULT 1, b text DEFAULT 'x''y', c integer, d integer DEFAULT 3, e integer DEFAULT 1);
