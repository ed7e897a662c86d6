-- Text stands in a column that becomes an alias of the rowid, which takes integers only: it fails, and says where.
CREATE TABLE t (code TEXT PRIMARY KEY NOT NULL, v TEXT);
