-- What a partition got from its parent is its own once it is detached.
CREATE TABLE p (id integer NOT NULL, a text DEFAULT 'x', PRIMARY KEY (id), CHECK (a <> '')) PARTITION BY RANGE (id);
CREATE INDEX p_a ON p (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10);
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20);
