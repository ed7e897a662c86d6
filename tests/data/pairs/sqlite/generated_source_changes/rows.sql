INSERT INTO t (price) VALUES ('10'), ('2.5');
