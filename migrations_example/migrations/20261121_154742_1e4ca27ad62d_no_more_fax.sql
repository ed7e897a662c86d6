-- +++ strata
-- revision = "1e4ca27ad62d"
-- parents = ["ddce1ccd68cf"]
-- message = "no more fax"
-- created = 2026-11-21T15:47:42Z
-- proved = ["sqlite", "postgresql", "mariadb"]
-- foreign_keys = "off"
-- +++

-- strata:up sqlite
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

-- strata:down sqlite
ALTER TABLE suppliers ADD COLUMN fax TEXT CONSTRAINT ck_suppliers_fax_length CHECK (length(fax) <= 40);

-- strata:up postgresql
-- drop column suppliers.fax character varying(40)
-- hazard: data loss: drops column suppliers.fax and its values
ALTER TABLE suppliers DROP COLUMN fax;

-- strata:down postgresql
ALTER TABLE suppliers ADD COLUMN fax character varying(40);

-- strata:up mariadb
-- drop column suppliers.fax varchar(40)
-- hazard: data loss: drops column suppliers.fax and its values
ALTER TABLE suppliers
  DROP COLUMN fax,
  ALGORITHM=INSTANT;

-- strata:down mariadb
ALTER TABLE suppliers
  ADD COLUMN fax varchar(40),
  ALGORITHM=INSTANT;
