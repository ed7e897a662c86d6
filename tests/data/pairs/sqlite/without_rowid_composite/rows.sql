INSERT INTO edge VALUES (1, 2, 0.1), (2, 1, NULL), (3, 3, 1e100);
INSERT INTO note VALUES (1, 1, 2), (2, 3, 3);
