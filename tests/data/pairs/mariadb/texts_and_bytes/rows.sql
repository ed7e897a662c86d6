INSERT INTO t VALUES (1, 'text', 'é', 'c', x'00ff', x'ff00', x'01020304', 'g', 'h', 'i', '123e4567-e89b-12d3-a456-426655440000', '::1');
