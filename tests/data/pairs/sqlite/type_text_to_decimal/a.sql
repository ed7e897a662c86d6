-- Digits beyond 64 bits are kept by a text only.
CREATE TABLE t (code TEXT, part INTEGER, n TEXT, PRIMARY KEY (code, part)) WITHOUT ROWID;
