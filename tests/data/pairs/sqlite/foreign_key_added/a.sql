-- A foreign key comes to a column whose rows all have their parent, in a table that a trigger and a view use.
CREATE TABLE p (id INTEGER PRIMARY KEY);
CREATE TABLE c (id INTEGER PRIMARY KEY, p_id INTEGER, CHECK (p_id <> 0));
CREATE VIEW pairs AS SELECT p.id AS p, c.id AS c FROM p LEFT JOIN c ON c.p_id = p.id;
CREATE TRIGGER p_gone AFTER DELETE ON p BEGIN DELETE FROM c WHERE p_id = old.id; END;
