-- A row of a child is not its parent's: the parent loses none when the child goes its own way.
CREATE TABLE parent (id integer, a text);
CREATE TABLE child (id integer, a text, b text) INHERITS (parent);
