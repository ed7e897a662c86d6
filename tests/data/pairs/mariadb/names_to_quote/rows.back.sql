INSERT INTO `select` VALUES (1, 2, 3, 1), (2, 3, 1, NULL);
