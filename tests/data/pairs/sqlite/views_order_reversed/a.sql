-- Views are written in an order in which they cannot be created, which SQLite lets pass.
CREATE VIEW top AS SELECT n FROM middle;
CREATE VIEW middle AS SELECT n FROM base;
CREATE TABLE base (n INTEGER);
