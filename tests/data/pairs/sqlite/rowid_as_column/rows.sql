INSERT INTO t (_rowid_, rowid, oid, v) VALUES (7, 'r', 'o', NULL), (2, 'R', 'O', 'V');
INSERT INTO u VALUES ('r', 'o', '_', NULL);
