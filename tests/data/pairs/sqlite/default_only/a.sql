-- Nothing but a default changes, from a constant to an expression and the other way round.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT 'x', b TEXT DEFAULT (lower('ABC')), c INTEGER DEFAULT 0);
