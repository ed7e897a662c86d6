CREATE TABLE p (id INT PRIMARY KEY, b INT, KEY id_b (id, b), KEY b (b));
CREATE TABLE c (id INT PRIMARY KEY, a INT, b INT, d INT, KEY wider (a, b), CONSTRAINT c_a FOREIGN KEY (a) REFERENCES p (id), KEY c_d_b (d, b), CONSTRAINT c_d FOREIGN KEY (d) REFERENCES p (id), CONSTRAINT c_ab FOREIGN KEY (d, b) REFERENCES p (id, b));
