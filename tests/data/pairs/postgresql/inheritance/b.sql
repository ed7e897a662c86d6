CREATE TABLE base (id bigint, a text, n integer);
CREATE TABLE child (id bigint, a text, b text, n integer);
CREATE TABLE other (id bigint, a text, n integer) INHERITS (base);
