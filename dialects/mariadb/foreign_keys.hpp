// Foreign keys against the rows: what a script that ran with foreign_key_checks = 0 may have broken.
#pragma once

#include "dialects/session.hpp"

#include <string>
#include <vector>

namespace strata::dialects::mariadb {

// A text for each value of a foreign key that has no row to refer to, of all foreign keys of the session's database.
std::vector<std::string> foreign_key_violations(Session& session);

}  // namespace strata::dialects::mariadb
