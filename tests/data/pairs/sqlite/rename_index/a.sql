-- An index is renamed by a flag while its table gets a column.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
CREATE UNIQUE INDEX t_old ON t (a COLLATE NOCASE DESC) WHERE a IS NOT NULL;
