-- Semicolons, END and quotes of every kind inside a trigger's body.
CREATE TABLE "odd;table" (id INTEGER PRIMARY KEY, "end" TEXT, n TEXT);
CREATE TABLE log (x TEXT);
CREATE TRIGGER "odd;trigger" AFTER INSERT ON "odd;table" BEGIN
  INSERT INTO log VALUES ('END; it''s -- no comment'); -- END;
  INSERT INTO log SELECT CASE new."end" WHEN 'a' THEN CASE WHEN new.n THEN 'END' ELSE ';' END END; /* END; */
  INSERT INTO log SELECT [end] FROM `odd;table` WHERE id = new.id;
END;
