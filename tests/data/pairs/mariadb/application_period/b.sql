CREATE TABLE t (id INT, v INT, since DATE NOT NULL, until DATE NOT NULL, PERIOD FOR valid (since, until), UNIQUE KEY u (id, valid WITHOUT OVERLAPS));
CREATE TABLE n (id INT PRIMARY KEY, since DATE NOT NULL, until DATE NOT NULL, PERIOD FOR valid (since, until));
