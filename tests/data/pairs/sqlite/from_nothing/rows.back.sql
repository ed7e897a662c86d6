INSERT INTO p (code) VALUES ('a'), ('b');
INSERT INTO c (p_id, n) VALUES (1, 2), (2, 9);
