-- The sequence stays, and with it the numbers, when the column stops to own it.
CREATE TABLE t (id serial);
