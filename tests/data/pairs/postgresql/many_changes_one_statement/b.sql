CREATE TABLE t (id bigint PRIMARY KEY, a integer DEFAULT 3, b text, c text, d text, CHECK (a > 0), UNIQUE (b));
