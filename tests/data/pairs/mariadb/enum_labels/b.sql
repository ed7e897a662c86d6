CREATE TABLE t (id INT PRIMARY KEY, a ENUM('one', 'two', 'three'), b ENUM('one', 'half', 'two') NOT NULL DEFAULT 'two', c ENUM('one', 'three') DEFAULT 'three', d ENUM('three', 'two', 'one'),
  e SET('z', 'x', 'w', 'y') NOT NULL DEFAULT 'z,x', f ENUM('ü', '', 'a,b', 'it''s', 'new'), KEY d (d));
