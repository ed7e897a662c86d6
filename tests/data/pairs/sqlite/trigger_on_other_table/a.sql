-- A trigger on another table writes to the one that is rebuilt; it is not touched and works again.
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER, amount TEXT);
CREATE TABLE totals (customer INTEGER PRIMARY KEY, amount TEXT);
CREATE TRIGGER orders_total AFTER INSERT ON orders BEGIN
  INSERT OR IGNORE INTO totals VALUES (new.customer, 0);
  UPDATE totals SET amount = amount + new.amount WHERE customer = new.customer;
END;
