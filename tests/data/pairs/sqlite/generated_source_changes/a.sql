-- The column that another one is computed from changes its type and loses its check.
CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  price TEXT CHECK (price <> ''),
  gross REAL NOT NULL AS (price * 1.2) STORED,
  label TEXT AS ('#' || price)
);
CREATE UNIQUE INDEX t_label ON t (label);
