-- What ALTER TABLE can do is done so, however much of it there is.
CREATE TABLE p (id INTEGER PRIMARY KEY);
CREATE TABLE t (id INTEGER PRIMARY KEY, old_one TEXT, old_two INTEGER AS (1 + 1), kept TEXT UNIQUE);
CREATE INDEX t_old ON t (old_one);
