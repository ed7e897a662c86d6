-- The counter of a rebuilt table stays above the rows that were deleted.
CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT);
CREATE TABLE other (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT);
