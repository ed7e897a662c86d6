-- Views with windows, unions and subqueries over two tables, of which one is rebuilt and one renamed.
CREATE TABLE score (id INTEGER PRIMARY KEY, player TEXT, points TEXT);
CREATE TABLE bonus (player TEXT, points INTEGER);
CREATE VIEW ranking AS
  SELECT player, points, row_number() OVER (PARTITION BY player ORDER BY points DESC) AS place,
         sum(points) FILTER (WHERE points > 0) OVER w AS total
  FROM (SELECT player, points FROM score UNION ALL SELECT player, points FROM bonus)
  WINDOW w AS (ORDER BY player ROWS UNBOUNDED PRECEDING);
