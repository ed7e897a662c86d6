-- +++ strata
-- revision = "cd42777420dc"
-- parents = ["548f34124671"]
-- message = "price list table"
-- created = 2026-11-21T15:47:19Z
-- proved = ["sqlite", "postgresql", "mariadb"]
-- +++

-- strata:up sqlite
-- create temporary table price_list
DROP TABLE IF EXISTS temp.price_list;
CREATE TEMPORARY TABLE price_list (
  supplier TEXT NOT NULL,
  sku TEXT NOT NULL,
  price NUMERIC(10,2) NOT NULL,
  CONSTRAINT pk_price_list PRIMARY KEY (supplier, sku),
  CONSTRAINT ck_price_list_supplier_length CHECK (length(supplier) <= 120),
  CONSTRAINT ck_price_list_sku_length CHECK (length(sku) <= 40)
);

-- strata:down sqlite
DROP TABLE IF EXISTS temp.price_list;

-- strata:up postgresql
-- create temporary table price_list
DROP TABLE IF EXISTS pg_temp.price_list;
CREATE TEMPORARY TABLE price_list (
  supplier character varying(120) NOT NULL,
  sku character varying(40) NOT NULL,
  price numeric(10,2) NOT NULL,
  CONSTRAINT pk_price_list PRIMARY KEY (supplier, sku)
);

-- strata:down postgresql
DROP TABLE IF EXISTS pg_temp.price_list;

-- strata:up mariadb
-- create temporary table price_list
DROP TEMPORARY TABLE IF EXISTS price_list;
CREATE TEMPORARY TABLE price_list (
  supplier varchar(120) NOT NULL,
  sku varchar(40) NOT NULL,
  price decimal(10,2) NOT NULL,
  PRIMARY KEY (supplier, sku)
);

-- strata:down mariadb
DROP TEMPORARY TABLE IF EXISTS price_list;
