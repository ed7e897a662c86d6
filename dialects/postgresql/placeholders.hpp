// `?` -> `$1`, `$2`, …: parameters are written the same way for every engine.
#pragma once

#include <string>
#include <string_view>

namespace strata::dialects::postgresql {

// Question marks inside of strings, quoted names, comments and operators stay.
std::string with_numbered_parameters(std::string_view statement);

}  // namespace strata::dialects::postgresql
