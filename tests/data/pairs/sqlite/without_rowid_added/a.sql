-- A table becomes WITHOUT ROWID, and a rowid table again on the way back.
CREATE TABLE kv (k TEXT PRIMARY KEY NOT NULL, v BLOB, at TEXT DEFAULT CURRENT_TIMESTAMP);
CREATE INDEX kv_at ON kv (at);
