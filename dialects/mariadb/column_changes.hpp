// The columns that an ALTER TABLE adds, drops or renames.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::mariadb {

// Of ADD, DROP, CHANGE and RENAME COLUMN, in their order: both names of a rename. Empty for every other statement.
std::vector<std::string> changed_columns(std::string_view statement);

}  // namespace strata::dialects::mariadb
