-- Both options at once, either way.
CREATE TABLE m (a TEXT, b INT, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID;
CREATE TABLE n (a TEXT NOT NULL, b INT NOT NULL, PRIMARY KEY (a, b));
