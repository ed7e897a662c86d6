-- A view that was broken before is none of strata's business, but makes a plain RENAME fail.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
CREATE VIEW broken AS SELECT no_column FROM no_table;
CREATE VIEW fine AS SELECT a FROM t;
