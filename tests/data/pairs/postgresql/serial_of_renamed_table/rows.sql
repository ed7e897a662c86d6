INSERT INTO old (name) VALUES ('one'), ('two'), ('three');
DELETE FROM old WHERE name = 'three';
