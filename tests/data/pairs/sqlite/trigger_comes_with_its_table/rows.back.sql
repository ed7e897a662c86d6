INSERT INTO v (a) VALUES ('x');
