-- +++ strata
-- revision = "ddce1ccd68cf"
-- parents = ["ade4b3f06f3c"]
-- message = "currencies"
-- created = 2026-11-21T15:47:31Z
-- proved = ["sqlite", "postgresql", "mariadb"]
-- foreign_keys = "off"
-- +++

-- strata:up sqlite
-- rebuild table orders
-- hazard: rewrite: copies every row of orders
-- hazard: scan: fails where rows do not fit: add check ck_orders_currency_length on orders (length(currency) <= 3)
CREATE TABLE strata_new_orders (
  id INTEGER NOT NULL CONSTRAINT pk_orders PRIMARY KEY,
  customer_id INTEGER NOT NULL,
  ship_to TEXT,
  status TEXT NOT NULL DEFAULT 'open',
  currency TEXT NOT NULL,
  placed_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT fk_orders_customer_id_customers FOREIGN KEY (customer_id) REFERENCES customers (id),
  CONSTRAINT fk_orders_customer_id_ship_to_addresses FOREIGN KEY (customer_id, ship_to) REFERENCES addresses (customer_id, label),
  CONSTRAINT ck_orders_ship_to_length CHECK (length(ship_to) <= 20),
  CONSTRAINT ck_orders_status_enum CHECK (status IN ('open', 'paid', 'shipped', 'cancelled')),
  CONSTRAINT ck_orders_currency_length CHECK (length(currency) <= 3)
);
INSERT INTO strata_new_orders (id, customer_id, ship_to, status, currency, placed_at)
SELECT id, customer_id, ship_to, status, 'EUR', placed_at
FROM orders;
DROP TABLE orders;
PRAGMA legacy_alter_table = ON;
ALTER TABLE strata_new_orders RENAME TO orders;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX orders_of_customer ON orders (customer_id, placed_at DESC, status);
CREATE INDEX orders_open ON orders (placed_at) WHERE status = 'open';

-- strata:down sqlite
-- rebuild table orders
-- hazard: rewrite: copies every row of orders
-- hazard: data loss: drops column orders.currency and its values
CREATE TABLE strata_new_orders (
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
INSERT INTO strata_new_orders (id, customer_id, ship_to, status, placed_at)
SELECT id, customer_id, ship_to, status, placed_at
FROM orders;
DROP TABLE orders;
PRAGMA legacy_alter_table = ON;
ALTER TABLE strata_new_orders RENAME TO orders;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX orders_of_customer ON orders (customer_id, placed_at DESC, status);
CREATE INDEX orders_open ON orders (placed_at) WHERE status = 'open';

-- strata:up postgresql
-- add column orders.currency character(3) not null
ALTER TABLE orders ADD COLUMN currency character(3) NOT NULL DEFAULT 'EUR';
ALTER TABLE orders ALTER COLUMN currency DROP DEFAULT;

-- strata:down postgresql
-- drop column orders.currency character(3) not null
-- hazard: data loss: drops column orders.currency and its values
ALTER TABLE orders DROP COLUMN currency;

-- strata:up mariadb
-- add column orders.currency char(3) not null
ALTER TABLE orders
  ADD COLUMN IF NOT EXISTS currency char(3) NOT NULL DEFAULT 'EUR',
  ALGORITHM=INSTANT;
ALTER TABLE orders
  ALTER COLUMN currency DROP DEFAULT,
  ALGORITHM=INSTANT;

-- strata:down mariadb
-- drop column orders.currency char(3) not null
-- hazard: data loss: drops column orders.currency and its values
ALTER TABLE orders
  DROP COLUMN currency,
  ALGORITHM=INSTANT;
