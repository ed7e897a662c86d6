CREATE TABLE account (id INTEGER PRIMARY KEY, balance TEXT NOT NULL DEFAULT '0' CHECK (balance <> 'x'));
CREATE TABLE log (id INTEGER PRIMARY KEY, what TEXT);
CREATE TRIGGER account_inserted AFTER INSERT ON account BEGIN INSERT INTO log (what) VALUES ('insert ' || new.id); END;
CREATE TRIGGER account_deleted BEFORE DELETE ON account BEGIN INSERT INTO log (what) VALUES ('delete ' || old.id); END;
CREATE TRIGGER account_updated AFTER UPDATE OF balance ON account WHEN old.balance IS NOT new.balance
BEGIN
  UPDATE account SET balance = CASE WHEN new.balance = '' THEN '0' ELSE new.balance END WHERE id = new.id;
  INSERT INTO log (what) SELECT 'update ' || id FROM account WHERE id = new.id;
END;
