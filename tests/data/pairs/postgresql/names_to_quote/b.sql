CREATE SCHEMA "My App";
CREATE TABLE "My App"."Order" ("Id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "select" varchar(100) NOT NULL DEFAULT 'x', "it""s" bigint CONSTRAINT "Not 3" CHECK ("it""s" <> 3));
CREATE VIEW "My App"."View" AS SELECT "select" FROM "My App"."Order";
COMMENT ON COLUMN "My App"."Order"."it""s" IS 'quoted';
