-- A trigger that changes its own table and cascades through another one's.
CREATE TABLE cell (id INTEGER PRIMARY KEY, v TEXT, version INTEGER DEFAULT 0);
CREATE TABLE mirror (id INTEGER PRIMARY KEY REFERENCES cell ON DELETE CASCADE, v TEXT);
CREATE TRIGGER cell_mirror AFTER INSERT ON cell BEGIN INSERT INTO mirror VALUES (new.id, new.v); END;
CREATE TRIGGER mirror_back AFTER UPDATE ON mirror BEGIN UPDATE cell SET version = version + 1 WHERE id = new.id; END;
