CREATE TABLE "order" ("select" INTEGER PRIMARY KEY, "two words" TEXT NOT NULL DEFAULT '', "a""b" TEXT, [c[d] TEXT);
CREATE TABLE "naïve café" ("ключ" INTEGER PRIMARY KEY, `日本` TEXT, "it's" TEXT);
CREATE INDEX "index" ON "order" ("two words", "a""b" DESC);
CREATE VIEW "view" AS SELECT "two words" AS "group by", "a""b" FROM "order";
