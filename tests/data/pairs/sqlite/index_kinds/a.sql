-- Every kind of index changes in one respect; no table is rebuilt for it.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT COLLATE NOCASE, n INTEGER, "group" TEXT);
CREATE INDEX i_expression ON t (lower(a));
CREATE INDEX i_partial ON t (n) WHERE a IS NOT NULL;
CREATE INDEX i_descending ON t (a DESC, n);
CREATE INDEX i_collated ON t (a COLLATE NOCASE);
CREATE UNIQUE INDEX i_unique ON t (a, b);
CREATE INDEX i_mixed ON t ((n + 1) DESC, "group" COLLATE RTRIM) WHERE "group" <> '';
CREATE INDEX i_same ON t (b COLLATE nocase);
