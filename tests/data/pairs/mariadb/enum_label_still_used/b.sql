CREATE TABLE t (id INT PRIMARY KEY, a ENUM('one', 'three'));
