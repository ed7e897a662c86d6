-- +++ strata
-- revision = "7b621e59f865"
-- parents = ["bf741bb2cc90"]
-- message = "price list table"
-- created = 2026-11-21T09:25:39Z
-- proved = ["sqlite"]
-- +++

-- strata:up
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

-- strata:down
DROP TABLE IF EXISTS temp.price_list;
