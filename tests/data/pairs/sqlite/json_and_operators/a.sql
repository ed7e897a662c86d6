-- Operators that few write, in every place where an expression may stand.
CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  j TEXT CHECK (json_valid(j) AND j ->> '$.a' IS NOT NULL),
  bits INTEGER DEFAULT (1 << 3 | ~4 & 0x0F),
  g TEXT AS (j -> '$.b') VIRTUAL,
  CHECK (bits NOT IN (-1, +2) AND bits BETWEEN -100 AND 1e3 AND j NOT LIKE '%\%%' ESCAPE '\')
);
CREATE INDEX t_j ON t (j ->> '$.a' COLLATE NOCASE DESC) WHERE j GLOB '[a-z]*' OR bits ISNULL;
