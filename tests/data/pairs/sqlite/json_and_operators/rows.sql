INSERT INTO t (j, bits) VALUES ('{"a": "x", "b": 1}', 5), ('{"a": "y"}', NULL);
