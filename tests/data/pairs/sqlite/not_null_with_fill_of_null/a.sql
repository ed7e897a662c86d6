-- The value to fill with may be NULL itself: the proof finds it out, not the night of the release.
CREATE TABLE t (id INTEGER PRIMARY KEY, first TEXT, nick TEXT);
