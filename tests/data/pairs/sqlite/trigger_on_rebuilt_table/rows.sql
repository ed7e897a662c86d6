INSERT INTO account VALUES (1, '10'), (2, '20');
UPDATE account SET balance = '' WHERE id = 2;
DELETE FROM account WHERE id = 1;
