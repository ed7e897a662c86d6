-- Names with spaces, quotes, keywords and letters from elsewhere.
CREATE TABLE "order" ("select" INTEGER PRIMARY KEY, "two words" TEXT, "a""b" TEXT, [c[d] TEXT);
CREATE TABLE "naïve café" ("ключ" INTEGER PRIMARY KEY, `日本` TEXT);
CREATE INDEX "index" ON "order" ("two words", "a""b" DESC);
CREATE VIEW "view" AS SELECT "two words" AS "group by" FROM "order";
