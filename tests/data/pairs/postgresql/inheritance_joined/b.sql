CREATE TABLE parent (id int NOT NULL, name text, CONSTRAINT positive CHECK (id > 0));
CREATE TABLE keeps (id int NOT NULL, name text, more int, CONSTRAINT positive CHECK (id > 0)) INHERITS (parent);
CREATE TABLE gives (more int) INHERITS (parent);
