-- Actions and deferrability of composite foreign keys are added and taken.
CREATE TABLE slot (room TEXT, hour INTEGER, PRIMARY KEY (room, hour));
CREATE TABLE booking (
  id INTEGER PRIMARY KEY,
  room TEXT NOT NULL,
  hour INTEGER NOT NULL,
  FOREIGN KEY (room, hour) REFERENCES slot (room, hour)
);
