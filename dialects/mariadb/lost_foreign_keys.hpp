// MariaDB 10.11, killed in the middle of an ALTER TABLE with ALGORITHM=COPY, may end that ALTER when it starts again,
// but forget the foreign keys of the table (tests/faults/server_killed_mariadb).
#pragma once

#include "dialects/dialect.hpp"

#include <string_view>
#include <vector>

namespace strata::dialects::mariadb {

class MariadbSession;

// Puts back the foreign keys that the tables had before and have no more, though the statement does not name them, and
// says so. Throws Error(refused) with the foreign key when that fails.
void put_back_foreign_keys(MariadbSession& session, std::string_view statement, const std::vector<Definition>& before,
                           const std::vector<Definition>& now);

}  // namespace strata::dialects::mariadb
