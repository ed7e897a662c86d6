-- A virtual and a stored column go, and with one of them the column that it was computed from.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT, la INTEGER AS (length(a)) VIRTUAL, lb INTEGER AS (length(b)) STORED);
