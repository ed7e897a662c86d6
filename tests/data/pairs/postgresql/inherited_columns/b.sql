CREATE TABLE parent (id int NOT NULL, o text, n int, CONSTRAINT positive CHECK (id > 0));
CREATE TABLE other (l int, m int, CONSTRAINT small CHECK (m < 100));
CREATE TABLE child (o text, i int DEFAULT 3) INHERITS (parent);
CREATE TABLE grandchild (g text, CONSTRAINT grandchild_pkey PRIMARY KEY (id)) INHERITS (child);
CREATE TABLE second () INHERITS (parent);
CREATE TABLE leaver (x int, m int, CONSTRAINT small CHECK (m < 100));
CREATE TABLE joiner (j int DEFAULT 1) INHERITS (parent);
CREATE VIEW of_grandchild AS SELECT g, i FROM grandchild;
