-- Comments of every kind stand in a table's text; a rebuild keeps those that stand behind a name.
CREATE TABLE t /* what t is */ (
  -- before
  id INTEGER PRIMARY KEY, -- the key, (with parentheses
  a TEXT /* it's a */, -- behind the comma; CHECK (a)
  b TEXT /* ; " ' */
  -- last
);
