-- +++ strata
-- revision = "387eecaac893"
-- parents = ["24fb0e5b4eb4"]
-- message = "full names"
-- created = 2026-11-21T12:26:49Z
-- proved = ["sqlite", "postgresql"]
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
