INSERT INTO `select` VALUES (1, 2, 3, 4), (2, 3, NULL, NULL);
