-- ANY in a STRICT table keeps values as they are, which no other type does.
CREATE TABLE m (id INTEGER PRIMARY KEY, v ANY) STRICT;
