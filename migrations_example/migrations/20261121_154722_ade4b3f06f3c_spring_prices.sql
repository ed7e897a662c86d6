-- +++ strata
-- revision = "ade4b3f06f3c"
-- parents = ["cd42777420dc"]
-- message = "spring prices"
-- created = 2026-11-21T15:47:22Z
-- +++

-- strata:up sqlite
DROP TABLE IF EXISTS temp.price_list;
CREATE TEMPORARY TABLE price_list (
  supplier TEXT NOT NULL,
  sku TEXT NOT NULL,
  price NUMERIC(10,2) NOT NULL,
  CONSTRAINT pk_price_list PRIMARY KEY (supplier, sku),
  CONSTRAINT ck_price_list_supplier_length CHECK (length(supplier) <= 120),
  CONSTRAINT ck_price_list_sku_length CHECK (length(sku) <= 40)
);
INSERT INTO price_list (supplier, sku, price) VALUES
  ('Ironworks', 'SP-1', 17.90),
  ('Ironworks', 'SP-2', 14.60),
  ('Ash & Sons', 'SP-2', 13.95),
  ('Ash & Sons', 'SP-9', 21.00);

INSERT INTO supplier_prices (supplier_id, product_id, valid_from, price)
SELECT suppliers.id, products.id, '2026-03-01', price_list.price
FROM price_list
JOIN suppliers ON suppliers.name = price_list.supplier
JOIN products ON products.sku = price_list.sku;

-- strata:down sqlite
DELETE FROM supplier_prices WHERE valid_from = '2026-03-01';

-- strata:up postgresql
DROP TABLE IF EXISTS pg_temp.price_list;
CREATE TEMPORARY TABLE price_list (
  supplier character varying(120) NOT NULL,
  sku character varying(40) NOT NULL,
  price numeric(10,2) NOT NULL,
  CONSTRAINT pk_price_list PRIMARY KEY (supplier, sku)
);
INSERT INTO price_list (supplier, sku, price) VALUES
  ('Ironworks', 'SP-1', 17.90),
  ('Ironworks', 'SP-2', 14.60),
  ('Ash & Sons', 'SP-2', 13.95),
  ('Ash & Sons', 'SP-9', 21.00);

INSERT INTO supplier_prices (supplier_id, product_id, valid_from, price)
SELECT suppliers.id, products.id, '2026-03-01', price_list.price
FROM price_list
JOIN suppliers ON suppliers.name = price_list.supplier
JOIN products ON products.sku = price_list.sku;

-- strata:down postgresql
DELETE FROM supplier_prices WHERE valid_from = '2026-03-01';

-- strata:up mariadb
DROP TEMPORARY TABLE IF EXISTS price_list;
CREATE TEMPORARY TABLE price_list (
  supplier varchar(120) NOT NULL,
  sku varchar(40) NOT NULL,
  price decimal(10,2) NOT NULL,
  PRIMARY KEY (supplier, sku)
);
INSERT INTO price_list (supplier, sku, price) VALUES
  ('Ironworks', 'SP-1', 17.90),
  ('Ironworks', 'SP-2', 14.60),
  ('Ash & Sons', 'SP-2', 13.95),
  ('Ash & Sons', 'SP-9', 21.00);

INSERT INTO supplier_prices (supplier_id, product_id, valid_from, price)
SELECT suppliers.id, products.id, '2026-03-01', price_list.price
FROM price_list
JOIN suppliers ON suppliers.name = price_list.supplier
JOIN products ON products.sku = price_list.sku;

-- strata:down mariadb
DELETE FROM supplier_prices WHERE valid_from = '2026-03-01';
