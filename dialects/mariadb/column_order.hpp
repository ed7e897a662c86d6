// Which columns have to be moved, and which new ones put between others, for a table to have its columns in an order.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace strata::dialects::mariadb {

// " FIRST" or " AFTER a" for the columns that do not come to stand in their place by themselves, new ones being put
// last: as few as can be. `from` may hold columns that are dropped, `to` such as are added.
std::map<std::string, std::string> places_of(const std::vector<std::string>& from, const std::vector<std::string>& to);

}  // namespace strata::dialects::mariadb
