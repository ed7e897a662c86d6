INSERT INTO t VALUES (1, 'one', 'two', 'three', 'three', 'x,z', 'it''s'), (2, 'two', 'one', 'one', 'one', 'y', 'ü'), (3, NULL, 'two', NULL, NULL, '', '');
