INSERT INTO t VALUES (1, 1, 50, '(('), (2, 5, NULL, 'it''s');
