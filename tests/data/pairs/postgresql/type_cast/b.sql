CREATE TABLE t (id integer PRIMARY KEY, n integer DEFAULT 5, f boolean NOT NULL DEFAULT true, j jsonb);
