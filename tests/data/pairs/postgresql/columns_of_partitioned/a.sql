-- Changes of the parent reach its partitions, whose views stand in the way all the same.
CREATE TABLE p (id integer NOT NULL, a integer, b text) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10);
CREATE VIEW v AS SELECT a FROM p1;
