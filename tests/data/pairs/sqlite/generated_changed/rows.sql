INSERT INTO t (first, last) VALUES ('Ann', 'Lee'), (NULL, 'Ray');
