INSERT INTO parent VALUES (1, 'a'), (2, 'b');
INSERT INTO child VALUES (1, 'b', 'x'), (2, 'a', 'y'), (3, 'a', NULL);
