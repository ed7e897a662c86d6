-- What is own and what is inherited: o stays own beside the parent's, i becomes own when the parent drops it, n becomes
-- inherited only, l is left behind by leaving a parent, j is joined.
CREATE TABLE parent (id int NOT NULL, o text, i int DEFAULT 3, CONSTRAINT positive CHECK (id > 0));
CREATE TABLE other (l int, m int, CONSTRAINT small CHECK (m < 100));
CREATE TABLE child (o text, n int) INHERITS (parent);
CREATE TABLE grandchild (g text, CONSTRAINT grandchild_pkey PRIMARY KEY (id)) INHERITS (child);
CREATE TABLE second () INHERITS (parent);
CREATE TABLE leaver (x int) INHERITS (other);
CREATE TABLE joiner (id int NOT NULL, o text, j int DEFAULT 1);
CREATE VIEW of_grandchild AS SELECT g, i FROM grandchild;
