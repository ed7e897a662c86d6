INSERT INTO people VALUES (1, 'blue', '{blue,glad}', 'b'), (2, 'glad', NULL, 'c');
