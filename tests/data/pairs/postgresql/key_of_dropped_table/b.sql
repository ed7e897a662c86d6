CREATE TABLE products (number integer NOT NULL, title text);
