-- +++ strata
-- revision = "edf21b544b4d"
-- parents = []
-- message = "catalogue"
-- created = 2026-11-21T09:24:57Z
-- proved = ["sqlite"]
-- +++

-- strata:up
CREATE TABLE categories (
  id INTEGER NOT NULL CONSTRAINT pk_categories PRIMARY KEY,
  parent_id INTEGER,
  name TEXT NOT NULL,
  CONSTRAINT uq_categories_parent_id_name UNIQUE (parent_id, name),
  CONSTRAINT fk_categories_parent_id_categories FOREIGN KEY (parent_id) REFERENCES categories (id),
  CONSTRAINT ck_categories_name_length CHECK (length(name) <= 80)
);

-- create table products
CREATE TABLE products (
  id INTEGER NOT NULL CONSTRAINT pk_products PRIMARY KEY,
  sku TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT,
  price NUMERIC(10,2) NOT NULL,
  active INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT uq_products_sku UNIQUE (sku),
  CONSTRAINT products_price_not_negative CHECK (price >= 0),
  CONSTRAINT ck_products_sku_length CHECK (length(sku) <= 40),
  CONSTRAINT ck_products_title_length CHECK (length(title) <= 200),
  CONSTRAINT ck_products_active_boolean CHECK (active IN (0, 1))
);
CREATE INDEX products_on_sale ON products (title) WHERE active = 1;

-- create table product_categories
CREATE TABLE product_categories (
  product_id INTEGER NOT NULL,
  category_id INTEGER NOT NULL,
  CONSTRAINT pk_product_categories PRIMARY KEY (product_id, category_id),
  CONSTRAINT fk_product_categories_product_id_products FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE,
  CONSTRAINT fk_product_categories_category_id_categories FOREIGN KEY (category_id) REFERENCES categories (id) ON DELETE CASCADE
);
CREATE INDEX product_categories_by_category ON product_categories (category_id);

CREATE VIEW category_paths AS
WITH RECURSIVE paths (id, path) AS (
  SELECT id, CAST(name AS text) FROM categories WHERE parent_id IS NULL
  UNION ALL
  SELECT child.id, paths.path || ' / ' || child.name
  FROM categories AS child
  JOIN paths ON child.parent_id = paths.id
)
SELECT id, path FROM paths;

-- strata:down
DROP VIEW category_paths;

-- drop table product_categories
-- hazard: data loss: drops table product_categories and its rows
DROP TABLE product_categories;

-- drop table products
-- hazard: data loss: drops table products and its rows
DROP TABLE products;

-- drop table categories
-- hazard: data loss: drops table categories and its rows
DROP TABLE categories;
