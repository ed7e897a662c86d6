INSERT INTO "odd;table" VALUES (1, 'a', '1'), (2, 'b', NULL);
