-- A new table brings its triggers, also those that write to tables that are there already; a new view likewise.
CREATE TABLE log (id INTEGER PRIMARY KEY, what TEXT);
