-- The index that a foreign key stands on is replaced before it goes.
CREATE TABLE p (id INT PRIMARY KEY, b INT, KEY id_b (id, b));
CREATE TABLE c (id INT PRIMARY KEY, a INT, b INT, d INT, KEY wanted (a), CONSTRAINT c_a FOREIGN KEY (a) REFERENCES p (id), CONSTRAINT c_d FOREIGN KEY (d) REFERENCES p (id), CONSTRAINT c_ab FOREIGN KEY (d, b) REFERENCES p (id, b));
