-- A view that is written to through INSTEAD OF triggers stands over a table that is rebuilt.
CREATE TABLE person (id INTEGER PRIMARY KEY, first TEXT, last TEXT);
CREATE VIEW full_name AS SELECT id, first || ' ' || last AS name FROM person;
CREATE TRIGGER full_name_insert INSTEAD OF INSERT ON full_name BEGIN
  INSERT INTO person (first, last) VALUES (substr(new.name, 1, instr(new.name, ' ') - 1), substr(new.name, instr(new.name, ' ') + 1));
END;
CREATE TRIGGER full_name_delete INSTEAD OF DELETE ON full_name BEGIN DELETE FROM person WHERE id = old.id; END;
