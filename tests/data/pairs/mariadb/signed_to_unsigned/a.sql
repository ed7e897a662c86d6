-- And back: each change is of the whole column, which keeps its default and comment.
CREATE TABLE t (id INT NOT NULL PRIMARY KEY, a INT NOT NULL DEFAULT 5 COMMENT 'amount', b BIGINT(20) UNSIGNED, c SMALLINT, d TINYINT UNSIGNED ZEROFILL, e MEDIUMINT);
