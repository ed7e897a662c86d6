CREATE EXTENSION btree_gist;
CREATE TABLE booking (room integer, kind varchar(5), during tsrange, name text,
  CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (kind IN ('a', 'b')) DEFERRABLE INITIALLY DEFERRED,
  EXCLUDE USING gist (int4range(room, room + 1) WITH &&), EXCLUDE USING hash (lower(name) WITH =),
  CONSTRAINT with_options EXCLUDE USING btree (name COLLATE "C" text_pattern_ops WITH =) INCLUDE (kind));
