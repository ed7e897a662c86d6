// Operations -> steps of MariaDB's SQL: the changes of one table in as few ALTER TABLE as MariaDB takes them in, views
// and stored programs put back around what they hang on.
#pragma once

#include "dialects/dialect.hpp"

namespace strata::dialects::mariadb {

// Throws Error(refused) for what MariaDB can't do, with the ways out.
Lowered lower(const Change& change);

}  // namespace strata::dialects::mariadb
