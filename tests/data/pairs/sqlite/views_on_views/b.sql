CREATE TABLE sale (id INTEGER PRIMARY KEY, region TEXT, amount INTEGER NOT NULL DEFAULT 0);
CREATE VIEW big AS SELECT id, region, amount FROM sale WHERE amount > 100;
CREATE VIEW big_by_region AS SELECT region, count(*) AS n FROM big GROUP BY region;
CREATE VIEW best AS SELECT region FROM big_by_region ORDER BY n DESC LIMIT 1;
