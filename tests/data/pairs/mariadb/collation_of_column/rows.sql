INSERT INTO t VALUES (1, 'Köln', 'ä', 'Straße', 'x'), (2, NULL, 'Ä', 'é', 'y');
