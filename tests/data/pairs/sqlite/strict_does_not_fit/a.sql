-- Text stands in a column that becomes INTEGER in a STRICT table: nothing is lost, and the row is named.
CREATE TABLE m (id INTEGER PRIMARY KEY, n INTEGER);
CREATE TABLE other (id INTEGER PRIMARY KEY, t TEXT);
