INSERT INTO t VALUES (1, 'a', 'B', 3, 'd');
INSERT INTO u VALUES (1, 'Köln');
INSERT INTO w VALUES (1, '😀');
