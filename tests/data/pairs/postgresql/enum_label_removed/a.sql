CREATE SCHEMA app;
CREATE TYPE app."Mood" AS ENUM ('a', 'b', 'it''s');
CREATE TABLE app.t (id integer PRIMARY KEY, m app."Mood" DEFAULT 'it''s');
