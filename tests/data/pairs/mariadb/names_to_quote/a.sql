CREATE TABLE `select` (`from` INT PRIMARY KEY, `a b` INT, `tick``s` INT, `Ünï` INT, KEY `order` (`a b`), CONSTRAINT `group` CHECK (`a b` > 0));
CREATE VIEW `view` AS SELECT `from`, `a b` FROM `select`;
