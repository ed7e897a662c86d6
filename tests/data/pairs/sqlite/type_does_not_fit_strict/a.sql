-- A STRICT table's text column becomes INTEGER: text that is a number is converted, other text fails.
CREATE TABLE t (id INTEGER PRIMARY KEY, n TEXT, r TEXT) STRICT;
