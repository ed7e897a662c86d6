CREATE TABLE t (id INT PRIMARY KEY, a ENUM('one', 'two', 'three'));
