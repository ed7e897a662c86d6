INSERT INTO t VALUES (1, 'true', '2024-01-31 12:30:00', 1.25, '{"a": 2, "b": 1}', '{2024-01-02}', 0.1), (2, NULL, NULL, NULL, NULL, NULL, NULL);
