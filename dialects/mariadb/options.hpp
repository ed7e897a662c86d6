// Options of tables and keys by name, for those that mean something to more than one part.
#pragma once

#include "schema/schema.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace strata::dialects::mariadb {

// Of a table, and of a key that has another one than its table.
inline constexpr std::string_view key_block_size = "key_block_size";

// The value, or nullptr.
inline const std::string* find_option(const schema::Options& options, std::string_view name) {
  const auto found =
      std::ranges::find(options, name, [](const auto& option) { return std::string_view(option.first); });
  return found == options.end() ? nullptr : &found->second;
}

}  // namespace strata::dialects::mariadb
