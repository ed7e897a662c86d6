CREATE TABLE t (id INT PRIMARY KEY COMMENT 'the key', a INT, b INT COMMENT 'back\\slash, new\nline; -- and ü 😀', c INT AS (a) VIRTUAL COMMENT 'cc', KEY a (a), KEY b (b) COMMENT 'it''s \\') COMMENT 'other ''things'' \\';
CREATE TABLE u (id INT PRIMARY KEY) COMMENT 'u';
