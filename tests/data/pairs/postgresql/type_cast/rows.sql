INSERT INTO t VALUES (1, '12', 'no', '{"a": 1}');
