CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT COLLATE NOCASE, n INTEGER, "group" TEXT);
CREATE INDEX i_expression ON t (upper(a));
CREATE INDEX i_partial ON t (n) WHERE a IS NOT NULL AND n > 0;
CREATE INDEX i_descending ON t (a, n DESC);
CREATE INDEX i_collated ON t (a COLLATE RTRIM);
CREATE INDEX i_unique ON t (a, b);
CREATE INDEX i_mixed ON t ((n + 1), "group" COLLATE BINARY) WHERE "group" <> '';
create index "i_same" on [T] (`B`);
