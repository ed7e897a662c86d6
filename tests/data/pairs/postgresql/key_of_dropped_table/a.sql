-- The key goes, and so does the table that refers to it: the foreign key has to go first.
CREATE TABLE products (number integer PRIMARY KEY, title text);
CREATE TABLE parts (id integer PRIMARY KEY, product integer REFERENCES products);
