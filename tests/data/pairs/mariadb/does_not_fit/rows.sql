INSERT INTO t VALUES (1, 'far too long');
