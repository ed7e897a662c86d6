-- Without STRICT a value that is no number could stay the text that it is. The model promises a number, so this is not
-- left to chance: it fails before a row is touched.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
