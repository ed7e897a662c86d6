CREATE TABLE `select` (`from` INT PRIMARY KEY, `a b` BIGINT, `tick``s` INT NOT NULL DEFAULT 1, `where` INT, KEY `order` (`a b`, `where`), UNIQUE KEY `x``y` (`from`, `where`), CONSTRAINT `group` CHECK (`a b` > 0), CONSTRAINT `a"b` FOREIGN KEY (`where`) REFERENCES `select` (`from`));
CREATE VIEW `view` AS SELECT `from`, `a b`, `where` FROM `select`;
CREATE TABLE `a.b` (`a.b` INT PRIMARY KEY, `sixty_four_characters_that_is_as_long_as_a_name_can_be_in_here_o` INT);
