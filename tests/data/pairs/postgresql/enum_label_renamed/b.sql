CREATE TYPE mood AS ENUM ('blue', 'so so', 'glad');
CREATE SCHEMA other;
CREATE TYPE other."Size" AS ENUM ('b', 'a', 'c');
CREATE TABLE people (
  id int PRIMARY KEY,
  now mood NOT NULL DEFAULT 'blue',
  before mood[],
  size other."Size" CHECK (size <> 'a')
);
CREATE INDEX sad_people ON people (id) WHERE now = 'blue';
CREATE VIEW sad AS SELECT id FROM people WHERE now = 'blue';
