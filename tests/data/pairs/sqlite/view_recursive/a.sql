-- A recursive common table expression, whose name is no table.
CREATE TABLE category (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES category, name TEXT);
CREATE VIEW path (id, path) AS
  WITH RECURSIVE walk (id, path) AS (
    SELECT id, name FROM category WHERE parent IS NULL
    UNION ALL
    SELECT category.id, walk.path || '/' || category.name FROM category JOIN walk ON category.parent = walk.id
  )
  SELECT id, path FROM walk;
