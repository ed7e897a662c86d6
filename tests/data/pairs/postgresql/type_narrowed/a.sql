-- Values that do not fit make it fail, rather than be cut: no cast is written where the server assigns.
CREATE TABLE t (id bigint PRIMARY KEY, a varchar(40), b text, c numeric(10,4));
