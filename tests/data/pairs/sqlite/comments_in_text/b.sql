CREATE TABLE t /* what t is */ (
  id INTEGER PRIMARY KEY, -- the key, (with parentheses
  a TEXT NOT NULL DEFAULT '' /* it's a */,
  b TEXT /* ; " ' */
);
