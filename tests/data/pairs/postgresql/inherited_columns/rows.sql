INSERT INTO parent VALUES (1, 'p', 1);
INSERT INTO child VALUES (2, 'c', 2, 20);
INSERT INTO grandchild VALUES (3, 'g', 3, 30, 'gg');
INSERT INTO second VALUES (4, 's', 4);
INSERT INTO leaver VALUES (5, 50, 500);
INSERT INTO joiner VALUES (6, 'j', 60);
