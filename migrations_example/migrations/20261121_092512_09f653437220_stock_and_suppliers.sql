-- +++ strata
-- revision = "09f653437220"
-- parents = ["0c56aa00785c"]
-- message = "stock and suppliers"
-- created = 2026-11-21T09:25:12Z
-- proved = ["sqlite"]
-- +++

-- strata:up
CREATE TABLE warehouses (
  id INTEGER NOT NULL CONSTRAINT pk_warehouses PRIMARY KEY,
  name TEXT NOT NULL,
  CONSTRAINT uq_warehouses_name UNIQUE (name),
  CONSTRAINT ck_warehouses_name_length CHECK (length(name) <= 60)
);

CREATE TABLE stock (
  warehouse_id INTEGER NOT NULL,
  product_id INTEGER NOT NULL,
  quantity INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT pk_stock PRIMARY KEY (warehouse_id, product_id),
  CONSTRAINT fk_stock_warehouse_id_warehouses FOREIGN KEY (warehouse_id) REFERENCES warehouses (id),
  CONSTRAINT fk_stock_product_id_products FOREIGN KEY (product_id) REFERENCES products (id),
  CONSTRAINT stock_quantity_not_negative CHECK (quantity >= 0)
);

CREATE TABLE suppliers (
  id INTEGER NOT NULL CONSTRAINT pk_suppliers PRIMARY KEY,
  name TEXT NOT NULL,
  fax TEXT,
  CONSTRAINT uq_suppliers_name UNIQUE (name),
  CONSTRAINT ck_suppliers_name_length CHECK (length(name) <= 120),
  CONSTRAINT ck_suppliers_fax_length CHECK (length(fax) <= 40)
);

-- create table supplier_prices
CREATE TABLE supplier_prices (
  supplier_id INTEGER NOT NULL,
  product_id INTEGER NOT NULL,
  valid_from TEXT NOT NULL,
  price NUMERIC(10,2) NOT NULL,
  CONSTRAINT pk_supplier_prices PRIMARY KEY (supplier_id, product_id, valid_from),
  CONSTRAINT fk_supplier_prices_supplier_id_suppliers FOREIGN KEY (supplier_id) REFERENCES suppliers (id),
  CONSTRAINT fk_supplier_prices_product_id_products FOREIGN KEY (product_id) REFERENCES products (id)
);
CREATE INDEX supplier_prices_latest ON supplier_prices (product_id, valid_from DESC, price);

-- create table deliveries
CREATE TABLE deliveries (
  id INTEGER NOT NULL CONSTRAINT pk_deliveries PRIMARY KEY,
  supplier_id INTEGER NOT NULL,
  warehouse_id INTEGER NOT NULL,
  product_id INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  arrived_on TEXT NOT NULL,
  CONSTRAINT fk_deliveries_supplier_id_suppliers FOREIGN KEY (supplier_id) REFERENCES suppliers (id),
  CONSTRAINT fk_deliveries_warehouse_id_product_id_stock FOREIGN KEY (warehouse_id, product_id) REFERENCES stock (warehouse_id, product_id),
  CONSTRAINT deliveries_quantity_positive CHECK (quantity > 0)
);
CREATE INDEX deliveries_to_stock ON deliveries (warehouse_id, product_id);

-- strata:down
-- drop table deliveries
-- hazard: data loss: drops table deliveries and its rows
DROP TABLE deliveries;

-- drop table supplier_prices
-- hazard: data loss: drops table supplier_prices and its rows
DROP TABLE supplier_prices;

-- drop table suppliers
-- hazard: data loss: drops table suppliers and its rows
DROP TABLE suppliers;

-- drop table stock
-- hazard: data loss: drops table stock and its rows
DROP TABLE stock;

-- drop table warehouses
-- hazard: data loss: drops table warehouses and its rows
DROP TABLE warehouses;
