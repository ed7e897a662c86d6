CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  price REAL,
  gross REAL NOT NULL AS (price * 1.2) STORED,
  label TEXT AS ('#' || price)
);
CREATE UNIQUE INDEX t_label ON t (label);
