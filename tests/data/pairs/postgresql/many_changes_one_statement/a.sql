-- One pass over the table where one suffices.
CREATE TABLE t (id integer PRIMARY KEY, a integer, b varchar(10), c text);
