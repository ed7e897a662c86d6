INSERT INTO sale VALUES (1, 'n', '11'), (2, 's', '500'), (3, 's', NULL);
