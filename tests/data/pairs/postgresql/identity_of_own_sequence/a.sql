-- A hand-made sequence gives way to an identity.
CREATE SEQUENCE numbers;
CREATE TABLE t (id integer PRIMARY KEY DEFAULT nextval('numbers'));
