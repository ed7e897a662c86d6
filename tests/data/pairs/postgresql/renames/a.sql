CREATE TABLE old (id integer PRIMARY KEY, a integer);
CREATE INDEX old_a ON old (a);
CREATE VIEW v AS SELECT id, a FROM old;
