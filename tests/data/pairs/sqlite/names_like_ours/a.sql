-- Tables whose names begin as those of a rebuild's new table do.
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
CREATE TABLE strata_new_t (id INTEGER PRIMARY KEY, b TEXT);
CREATE TABLE "strata_new_strata_new_t" (id INTEGER PRIMARY KEY, c TEXT);
