INSERT INTO m VALUES (1, 5), (2, 'five');
INSERT INTO other VALUES (1, 'a');
