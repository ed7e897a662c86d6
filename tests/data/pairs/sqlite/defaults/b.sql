CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  a DEFAULT 1,
  b DEFAULT -1,
  c DEFAULT +1.5e3,
  d DEFAULT 'it''s',
  e DEFAULT x'0aFF',
  f DEFAULT NULL,
  g DEFAULT TRUE,
  h DEFAULT CURRENT_TIMESTAMP,
  i DEFAULT (CURRENT_DATE || ' (' || CURRENT_TIME || ')'),
  j DEFAULT (abs(random()) % 10),
  k DEFAULT "quoted",
  l DEFAULT (strftime('%Y', 'now')),
  m DEFAULT ''
);
