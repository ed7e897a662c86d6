-- +++ strata
-- revision = "bf741bb2cc90"
-- parents = ["09f653437220"]
-- message = "full names"
-- created = 2026-11-21T09:25:32Z
-- proved = ["sqlite"]
-- +++

-- strata:up
ALTER TABLE customers RENAME COLUMN name TO full_name;

-- strata:down
ALTER TABLE customers RENAME COLUMN full_name TO name;
