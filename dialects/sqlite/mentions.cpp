// Names in SQL, by tokens; see mentions.hpp.
#include "dialects/sqlite/mentions.hpp"

#include "dialects/sqlite/names.hpp"

#include <algorithm>

namespace strata::dialects::sqlite {
namespace {

bool is_name(const Token& token) {
  return token.kind == TokenKind::word || token.kind == TokenKind::quoted;
}

}  // namespace

std::set<std::string> names_in(std::string_view sql) {
  std::set<std::string> names;
  for (const Token& token : tokenize(sql)) {
    if (is_name(token)) names.insert(fold(unquoted(token)));
  }
  return names;
}

bool mentions(std::string_view sql, std::string_view name) {
  return std::ranges::any_of(tokenize(sql),
                             [&](const Token& token) { return is_name(token) && same_name(unquoted(token), name); });
}

}  // namespace strata::dialects::sqlite
