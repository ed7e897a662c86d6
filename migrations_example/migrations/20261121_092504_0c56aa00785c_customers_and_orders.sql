-- +++ strata
-- revision = "0c56aa00785c"
-- parents = ["edf21b544b4d"]
-- message = "customers and orders"
-- created = 2026-11-21T09:25:04Z
-- proved = ["sqlite"]
-- +++

-- strata:up
-- create table customers
CREATE TABLE customers (
  id INTEGER NOT NULL CONSTRAINT pk_customers PRIMARY KEY,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT ck_customers_email_length CHECK (length(email) <= 320)
);
CREATE UNIQUE INDEX customers_email ON customers (lower(email));

CREATE TABLE addresses (
  customer_id INTEGER NOT NULL,
  label TEXT NOT NULL,
  street TEXT NOT NULL,
  country TEXT,
  CONSTRAINT pk_addresses PRIMARY KEY (customer_id, label),
  CONSTRAINT fk_addresses_customer_id_customers FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE,
  CONSTRAINT ck_addresses_label_length CHECK (length(label) <= 20),
  CONSTRAINT ck_addresses_country_length CHECK (length(country) <= 2)
);

-- create table orders
CREATE TABLE orders (
  id INTEGER NOT NULL CONSTRAINT pk_orders PRIMARY KEY,
  customer_id INTEGER NOT NULL,
  ship_to TEXT,
  status TEXT NOT NULL DEFAULT 'open',
  placed_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT fk_orders_customer_id_customers FOREIGN KEY (customer_id) REFERENCES customers (id),
  CONSTRAINT fk_orders_customer_id_ship_to_addresses FOREIGN KEY (customer_id, ship_to) REFERENCES addresses (customer_id, label),
  CONSTRAINT ck_orders_ship_to_length CHECK (length(ship_to) <= 20),
  CONSTRAINT ck_orders_status_enum CHECK (status IN ('open', 'paid', 'shipped', 'cancelled'))
);
CREATE INDEX orders_of_customer ON orders (customer_id, placed_at DESC, status);
CREATE INDEX orders_open ON orders (placed_at) WHERE status = 'open';

-- create table order_lines
CREATE TABLE order_lines (
  order_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  product_id INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  unit_price NUMERIC(10,2) NOT NULL,
  total NUMERIC(12,2) NOT NULL GENERATED ALWAYS AS (quantity * unit_price) STORED,
  CONSTRAINT pk_order_lines PRIMARY KEY (order_id, line),
  CONSTRAINT fk_order_lines_order_id_orders FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
  CONSTRAINT fk_order_lines_product_id_products FOREIGN KEY (product_id) REFERENCES products (id),
  CONSTRAINT order_lines_quantity_positive CHECK (quantity > 0)
);
CREATE INDEX order_lines_of_product ON order_lines (product_id);

-- create table payments
CREATE TABLE payments (
  id TEXT NOT NULL,
  order_id INTEGER NOT NULL,
  amount NUMERIC(12,2) NOT NULL,
  received_at TEXT NOT NULL,
  CONSTRAINT pk_payments PRIMARY KEY (id),
  CONSTRAINT fk_payments_order_id_orders FOREIGN KEY (order_id) REFERENCES orders (id)
);
CREATE INDEX payments_of_order ON payments (order_id);

CREATE VIEW order_totals AS
SELECT orders.id AS order_id, orders.customer_id, orders.status, sum(order_lines.total) AS total
FROM orders
JOIN order_lines ON order_lines.order_id = orders.id
GROUP BY orders.id, orders.customer_id, orders.status;

-- strata:down
DROP VIEW order_totals;

-- drop table payments
-- hazard: data loss: drops table payments and its rows
DROP TABLE payments;

-- drop table order_lines
-- hazard: data loss: drops table order_lines and its rows
DROP TABLE order_lines;

-- drop table orders
-- hazard: data loss: drops table orders and its rows
DROP TABLE orders;

-- drop table addresses
-- hazard: data loss: drops table addresses and its rows
DROP TABLE addresses;

-- drop table customers
-- hazard: data loss: drops table customers and its rows
DROP TABLE customers;
