INSERT INTO m VALUES (1, '001'), (2, 1), (3, 1.0), (4, x'31'), (5, NULL);
