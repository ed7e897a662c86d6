// Values of ? in a statement, written into it. A prepared statement would take two more round trips and give rows in
// the binary protocol, whose numbers and times the client would have to print.
#pragma once

#include "dialects/session.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::mariadb {

// The statement with its ? tokens replaced by literals that read the same whatever sql_mode and character set a script
// has set. Throws SqlError when there are more or fewer of them than values.
std::string with_values(std::string_view statement, const std::vector<Value>& values);

// A literal of this text, which may hold any byte.
std::string literal_of_value(const Value& value);

}  // namespace strata::dialects::mariadb
