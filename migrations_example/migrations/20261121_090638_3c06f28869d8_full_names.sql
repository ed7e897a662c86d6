-- +++ strata
-- revision = "3c06f28869d8"
-- parents = ["9fc594c7f2b8"]
-- message = "full names"
-- created = 2026-11-21T09:06:38Z
-- proved = ["sqlite"]
-- +++

-- strata:up
ALTER TABLE customers RENAME COLUMN name TO full_name;

-- strata:down
ALTER TABLE customers RENAME COLUMN full_name TO name;
