CREATE TABLE base (id integer, a text);
CREATE TABLE child (id integer, a text, b text) INHERITS (base);
CREATE TABLE other (id integer, a text);
