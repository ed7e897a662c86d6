INSERT INTO tickets VALUES (7, 'numbered'), (NULL, 'first without'), (NULL, 'second without');
