CREATE TYPE mood AS ENUM ('sad', 'so so', 'glad');
CREATE SCHEMA other;
CREATE TYPE other."Size" AS ENUM ('a', 'b', 'c');
CREATE TABLE people (
  id int PRIMARY KEY,
  now mood NOT NULL DEFAULT 'sad',
  before mood[],
  size other."Size" CHECK (size <> 'b')
);
CREATE INDEX sad_people ON people (id) WHERE now = 'sad';
CREATE VIEW sad AS SELECT id FROM people WHERE now = 'sad';
