-- A column is named rowid, and so the rows' own number has other names.
CREATE TABLE t (rowid TEXT, oid TEXT, v TEXT);
CREATE TABLE u (rowid TEXT, oid TEXT, _rowid_ TEXT, v TEXT);
