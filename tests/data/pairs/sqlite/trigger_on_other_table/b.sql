CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER, amount TEXT);
CREATE TABLE totals (customer INTEGER PRIMARY KEY, amount INTEGER NOT NULL DEFAULT 0);
CREATE TRIGGER orders_total AFTER INSERT ON orders BEGIN
  INSERT OR IGNORE INTO totals VALUES (new.customer, 0);
  UPDATE totals SET amount = amount + new.amount WHERE customer = new.customer;
END;
