-- Replaced where they can be, and made again around what disturbs them.
CREATE TABLE t (id INT PRIMARY KEY, a INT, b VARCHAR(20), c INT);
CREATE TABLE gone (id INT PRIMARY KEY, x INT);
CREATE VIEW plain AS SELECT id, a, b FROM t;
CREATE VIEW above AS SELECT id, b FROM plain WHERE a > 1;
CREATE ALGORITHM = MERGE SQL SECURITY INVOKER VIEW secure AS SELECT id FROM t WHERE a > 0 WITH CHECK OPTION;
CREATE VIEW of_gone AS SELECT id, x FROM gone;
CREATE VIEW starred AS SELECT * FROM t;
CREATE VIEW aaa AS SELECT id FROM above;
