INSERT INTO people VALUES (1, 'sad', '{sad,glad}', 'a'), (2, 'glad', NULL, 'c'), (3, 'so so', '{}', NULL);
