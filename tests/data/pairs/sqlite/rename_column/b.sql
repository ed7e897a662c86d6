CREATE TABLE p (key TEXT PRIMARY KEY, a TEXT, CHECK (key <> a));
CREATE TABLE c (id INTEGER PRIMARY KEY, p_code TEXT REFERENCES p (key), l INTEGER AS (length(p_code)));
CREATE INDEX p_lower ON p (lower(key)) WHERE key IS NOT NULL;
CREATE VIEW codes AS SELECT p.key, c.id FROM p JOIN c ON c.p_code = p.key;
CREATE TRIGGER p_changed AFTER UPDATE OF key ON p BEGIN UPDATE c SET p_code = new.key WHERE p_code = old.key; END;
