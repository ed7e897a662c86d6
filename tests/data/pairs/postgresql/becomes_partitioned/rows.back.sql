INSERT INTO events (day, state, note) VALUES ('2020-02-03', 'open', 'a'), ('2022-02-03', 'shut', 'b'), ('2023-01-01', 'open', 'c');
INSERT INTO remarks VALUES (1, 1, '2020-02-03');
