INSERT INTO t VALUES (1, 'Ann', NULL), (2, 'Bob', 'bobby');
