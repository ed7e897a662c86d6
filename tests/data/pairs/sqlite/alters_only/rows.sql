INSERT INTO p VALUES (1);
INSERT INTO t (id, old_one, kept) VALUES (1, 'x', 'k'), (2, NULL, NULL);
