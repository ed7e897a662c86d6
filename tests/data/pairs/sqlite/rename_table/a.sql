-- A table is renamed: its children, views and triggers follow, no row is copied.
CREATE TABLE client (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE invoice (id INTEGER PRIMARY KEY, client_id INTEGER REFERENCES client (id) ON DELETE CASCADE);
CREATE INDEX client_name ON client (name);
CREATE VIEW clients AS SELECT name FROM client;
CREATE TRIGGER client_gone AFTER DELETE ON client BEGIN DELETE FROM invoice WHERE client_id = old.id; END;
