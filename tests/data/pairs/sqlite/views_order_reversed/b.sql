CREATE VIEW top AS SELECT n, n + 1 AS m FROM middle;
CREATE VIEW middle AS SELECT n * 2 AS n FROM base;
CREATE TABLE base (n INTEGER, extra TEXT);
