INSERT INTO t VALUES ('1', 'fits'), ('one', 'does not');
