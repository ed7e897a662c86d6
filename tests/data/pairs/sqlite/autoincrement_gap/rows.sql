INSERT INTO t VALUES (1, 'a'), (5, NULL), (900, 'gone');
DELETE FROM t WHERE id = 900;
INSERT INTO other VALUES (40, 'b');
DELETE FROM other;
