-- No assignment leads from text to integer or boolean: a cast is written, and the default comes back in the new type.
CREATE TABLE t (id integer PRIMARY KEY, n text DEFAULT '5', j text);
