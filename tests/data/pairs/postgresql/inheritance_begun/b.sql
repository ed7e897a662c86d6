CREATE TABLE parent (id integer, a text);
CREATE TABLE child (id integer, a text, b text);
