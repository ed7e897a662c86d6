-- At the end, in the middle, taken away, in another order: what rows say stays said.
CREATE TABLE t (id INT PRIMARY KEY, a ENUM('one', 'two'), b ENUM('one', 'two') NOT NULL DEFAULT 'two', c ENUM('one', 'two', 'three') DEFAULT 'three', d ENUM('one', 'two', 'three'),
  e SET('x', 'y', 'z') NOT NULL DEFAULT 'x,z', f ENUM('it''s', 'a,b', '', 'ü'), KEY d (d));
