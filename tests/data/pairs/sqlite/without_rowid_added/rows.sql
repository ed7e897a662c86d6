INSERT INTO kv VALUES ('a', x'00ff', '2026-01-01'), ('B', 'text in a blob column', NULL), ('', 12, 'x');
