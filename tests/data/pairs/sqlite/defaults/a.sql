-- Every form of a default; on the way back columns lose them.
CREATE TABLE t (id INTEGER PRIMARY KEY, a, b, c, d, e, f, g, h, i, j, k, l, m);
