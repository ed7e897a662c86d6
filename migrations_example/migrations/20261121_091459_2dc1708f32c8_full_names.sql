-- +++ strata
-- revision = "2dc1708f32c8"
-- parents = ["099d632fb876"]
-- message = "full names"
-- created = 2026-11-21T09:14:59Z
-- proved = ["sqlite"]
-- +++

-- strata:up
ALTER TABLE customers RENAME COLUMN name TO full_name;

-- strata:down
ALTER TABLE customers RENAME COLUMN full_name TO name;
