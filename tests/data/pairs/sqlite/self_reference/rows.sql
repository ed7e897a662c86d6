INSERT INTO node VALUES (1, NULL, 'root'), (2, 1, 'left'), (3, 1, NULL), (4, 3, 'leaf'), (5, 5, 'own parent');
