-- A generated column becomes a plain one: the values that it showed become the ones that it has.
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER AS (a * 10) STORED, c INTEGER AS (a + 1) VIRTUAL);
