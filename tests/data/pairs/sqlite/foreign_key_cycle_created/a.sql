-- A cycle of new tables with rows of an old one beside it; on the way back the cycle goes.
CREATE TABLE keep (id INTEGER PRIMARY KEY);
