// Names and texts in MariaDB's SQL: names bare where they read as themselves, else in backticks; texts with the
// backslashes that every session of ours reads as escapes (NO_BACKSLASH_ESCAPES and ANSI_QUOTES are off in them).
#pragma once

#include "schema/schema.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::mariadb {

// The name itself when it is plain and no word with a meaning of its own, else `quoted`.
std::string quote_identifier(std::string_view name);

// With its database, if it has one.
std::string quote(const schema::ObjectName& name);

// 'text', with quotes doubled and backslashes, NUL and Ctrl-Z escaped.
std::string quote_literal(std::string_view text);

// "a, b" of quoted names.
std::string quote_list(const std::vector<std::string>& names);

// Characters of UTF-8 text, which is what MariaDB limits names by (identifier-names: 64, aliases 256).
std::size_t characters_in(std::string_view text);
inline constexpr std::size_t longest_name = 64;

}  // namespace strata::dialects::mariadb
