// "Did you mean …": the known name that a misspelt one is closest to. Shared by everything that looks names up:
// JSON keys, TOML keys, columns and tables of the models, commands.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strata::schema {

// The known name with the fewest edits (insert, delete, replace, swap of neighbours; case counts half an edit), or
// nothing when all are too far off to be what was meant. Of equals the first one.
std::optional<std::string> nearest(std::string_view wrong, const std::vector<std::string>& known);

// "did you mean 'x'?", or an empty text: ready to be a hint.
std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& known);

}  // namespace strata::schema
