-- +++ strata
-- revision = "ab43935916ef"
-- parents = ["03d091bff399"]
-- message = "no more fax"
-- created = 2026-11-21T09:25:56Z
-- proved = ["sqlite"]
-- foreign_keys = "off"
-- +++

-- strata:up
-- rebuild table suppliers
-- hazard: rewrite: copies every row of suppliers
-- hazard: data loss: drops column suppliers.fax and its values
CREATE TABLE strata_new_suppliers (
  id INTEGER NOT NULL CONSTRAINT pk_suppliers PRIMARY KEY,
  name TEXT NOT NULL,
  CONSTRAINT uq_suppliers_name UNIQUE (name),
  CONSTRAINT ck_suppliers_name_length CHECK (length(name) <= 120)
);
INSERT INTO strata_new_suppliers (id, name)
SELECT id, name
FROM suppliers;
DROP TABLE suppliers;
PRAGMA legacy_alter_table = ON;
ALTER TABLE strata_new_suppliers RENAME TO suppliers;
PRAGMA legacy_alter_table = OFF;

-- strata:down
ALTER TABLE suppliers ADD COLUMN fax TEXT CONSTRAINT ck_suppliers_fax_length CHECK (length(fax) <= 40);
