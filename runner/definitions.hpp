// The definitions of objects as one text, in a column of the journal: for people to read, and to be compared.
#pragma once

#include "dialects/dialect.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::runner {

// A line "table `t`:" with the indented definition below it, or "table `t`: none"; empty for no objects.
std::string text_of(const std::vector<dialects::Definition>& definitions);

// What text_of() was made of.
std::vector<dialects::Definition> definitions_from(std::string_view text);

}  // namespace strata::runner
