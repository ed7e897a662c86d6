-- +++ strata
-- revision = "548f34124671"
-- parents = ["187e8547c1af"]
-- message = "full names"
-- created = 2026-11-21T15:47:12Z
-- proved = ["sqlite", "postgresql", "mariadb"]
-- +++

-- strata:up sqlite
ALTER TABLE customers RENAME COLUMN name TO full_name;

-- strata:down sqlite
ALTER TABLE customers RENAME COLUMN full_name TO name;

-- strata:up postgresql
-- rename column customers.name to full_name
-- hazard: breaks: code that knows column customers.name fails from then on
ALTER TABLE customers RENAME COLUMN name TO full_name;

-- strata:down postgresql
-- rename column customers.full_name to name
-- hazard: breaks: code that knows column customers.full_name fails from then on
ALTER TABLE customers RENAME COLUMN full_name TO name;

-- strata:up mariadb
-- rename column customers.name to full_name
-- hazard: breaks: code that knows column customers.name fails from then on
ALTER TABLE customers RENAME COLUMN name TO full_name, ALGORITHM=INSTANT;

-- strata:down mariadb
-- rename column customers.full_name to name
-- hazard: breaks: code that knows column customers.full_name fails from then on
ALTER TABLE customers RENAME COLUMN full_name TO name, ALGORITHM=INSTANT;
