-- Rows of a table without an INTEGER PRIMARY KEY have gaps between their rowids, which others may have noted.
CREATE TABLE doc (body TEXT, lang TEXT);
CREATE TABLE tagged (name TEXT PRIMARY KEY, n INTEGER);
CREATE TABLE mark (doc_rowid INTEGER, tag TEXT);
