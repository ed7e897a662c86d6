-- One value for all that was NULL would stand twice in the key: the proof's rows must not ask for that.
CREATE TABLE t (a integer, b text);
