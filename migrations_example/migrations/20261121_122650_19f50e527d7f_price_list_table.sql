-- +++ strata
-- revision = "19f50e527d7f"
-- parents = ["387eecaac893"]
-- message = "price list table"
-- created = 2026-11-21T12:26:50Z
-- proved = ["sqlite", "postgresql"]
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
