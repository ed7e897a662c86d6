INSERT INTO orders VALUES (1, 5, '3'), (2, 5, '4'), (3, 6, '1');
