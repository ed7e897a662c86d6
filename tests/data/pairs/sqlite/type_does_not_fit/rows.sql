INSERT INTO t VALUES (1, '12', '1.5'), (2, 'twelve', ''), (3, '12 apples', '0x10');
