CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE invoice (id INTEGER PRIMARY KEY, client_id INTEGER REFERENCES customer (id) ON DELETE CASCADE);
CREATE INDEX client_name ON customer (name);
CREATE VIEW clients AS SELECT name FROM customer;
CREATE TRIGGER client_gone AFTER DELETE ON customer BEGIN DELETE FROM invoice WHERE client_id = old.id; END;
