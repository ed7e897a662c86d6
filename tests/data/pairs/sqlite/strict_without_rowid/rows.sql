INSERT INTO m VALUES ('a', 1), ('b', 2);
INSERT INTO n VALUES ('a', 1), ('b', 2);
