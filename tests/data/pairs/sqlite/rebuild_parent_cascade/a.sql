-- A parent is rebuilt; its child rows, which ON DELETE CASCADE would take along, stay.
CREATE TABLE team (id INTEGER PRIMARY KEY, name TEXT NOT NULL, size TEXT);
CREATE TABLE member (
  id INTEGER PRIMARY KEY,
  team_id INTEGER NOT NULL REFERENCES team (id) ON DELETE CASCADE ON UPDATE CASCADE,
  name TEXT
);
CREATE INDEX member_team ON member (team_id);
