CREATE SCHEMA "My App";
CREATE TABLE "My App"."Order" ("Id" integer PRIMARY KEY, "select" text, "it""s" integer);
CREATE VIEW "My App"."View" AS SELECT "select" FROM "My App"."Order";
