INSERT INTO slot VALUES ('a', 1), ('a', 2), ('b', 1);
INSERT INTO booking VALUES (1, 'a', 2), (2, 'b', 1);
