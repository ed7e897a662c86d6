INSERT INTO t (a, b) VALUES ('aa', 'bbb');
