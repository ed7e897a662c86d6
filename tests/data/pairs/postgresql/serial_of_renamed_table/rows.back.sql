INSERT INTO new (name) VALUES ('one'), ('two'), ('three');
DELETE FROM new WHERE name = 'three';
