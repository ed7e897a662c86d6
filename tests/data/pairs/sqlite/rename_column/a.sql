-- A column is renamed where a key, an index, a check, a generated column, a view, a child and a trigger use it.
CREATE TABLE p (code TEXT PRIMARY KEY, a TEXT, CHECK (code <> a));
CREATE TABLE c (id INTEGER PRIMARY KEY, p_code TEXT REFERENCES p (code), l INTEGER AS (length(p_code)));
CREATE INDEX p_lower ON p (lower(code)) WHERE code IS NOT NULL;
CREATE VIEW codes AS SELECT p.code, c.id FROM p JOIN c ON c.p_code = p.code;
CREATE TRIGGER p_changed AFTER UPDATE OF code ON p BEGIN UPDATE c SET p_code = new.code WHERE p_code = old.code; END;
