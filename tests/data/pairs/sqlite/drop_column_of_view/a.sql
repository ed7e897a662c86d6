-- A view that stays uses the column that is to go: strata names it and writes nothing.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT CHECK (b <> ''));
CREATE VIEW v AS SELECT a, b FROM t;
