INSERT INTO t VALUES (1, 'x', 5, 12, 2, 1.25, 'raw', '2026-01-01', 0.5, 7);
