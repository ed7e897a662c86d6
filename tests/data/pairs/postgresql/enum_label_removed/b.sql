CREATE SCHEMA app;
CREATE TYPE app."Mood" AS ENUM ('a', 'it''s');
CREATE TABLE app.t (id integer PRIMARY KEY, m app."Mood" DEFAULT 'it''s');
