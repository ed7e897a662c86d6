-- +++ strata
-- revision = "7c1f0e9a2b4d"
-- parents = []
-- message = "teams"
-- created = 2026-11-21T04:20:31Z
-- +++

-- strata:up
CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

-- strata:down
DROP TABLE teams;
