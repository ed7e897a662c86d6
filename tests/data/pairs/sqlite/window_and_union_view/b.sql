CREATE TABLE score (id INTEGER PRIMARY KEY, player TEXT, points INTEGER NOT NULL DEFAULT 0);
CREATE TABLE extra (player TEXT, points INTEGER);
CREATE VIEW ranking AS
  SELECT player, points, row_number() OVER (PARTITION BY player ORDER BY points DESC) AS place,
         sum(points) FILTER (WHERE points > 0) OVER w AS total
  FROM (SELECT player, points FROM score UNION ALL SELECT player, points FROM extra)
  WINDOW w AS (ORDER BY player ROWS UNBOUNDED PRECEDING);
