CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL, b integer NOT NULL, c integer NOT NULL DEFAULT 4, d timestamp DEFAULT now(),
  e uuid DEFAULT gen_random_uuid(), f serial, g integer GENERATED ALWAYS AS IDENTITY, h integer GENERATED ALWAYS AS (id * 2) STORED);
COMMENT ON COLUMN t.a IS 'it''s new';
ALTER TABLE t ALTER a SET STORAGE EXTERNAL, ALTER b SET STATISTICS 50;
