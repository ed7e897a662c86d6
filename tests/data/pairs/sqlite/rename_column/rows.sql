INSERT INTO p VALUES ('x', 'y'), ('z', NULL);
INSERT INTO c (p_code) VALUES ('x'), ('z');
