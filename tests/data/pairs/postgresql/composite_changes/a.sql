CREATE TYPE c AS (a integer, b text);
CREATE TYPE free AS (x integer);
