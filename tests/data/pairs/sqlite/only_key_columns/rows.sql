INSERT INTO t VALUES ('1', '2', '3');
INSERT INTO u VALUES ('x'), ('y');
