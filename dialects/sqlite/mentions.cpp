// Names in SQL, by tokens; see mentions.hpp.
#include "dialects/sqlite/mentions.hpp"

#include "dialects/sqlite/names.hpp"

#include <algorithm>
#include <array>

namespace strata::dialects::sqlite {
namespace {

bool is_name(const Token& token) {
  return token.kind == TokenKind::word || token.kind == TokenKind::quoted;
}

// Words that may follow those before a table's name without being one.
bool is_no_table(const Token& token) {
  static constexpr auto words = std::to_array<std::string_view>({"of", "on", "or", "set", "select", "values"});
  return token.kind == TokenKind::word &&
         std::ranges::any_of(words, [&](std::string_view word) { return is_keyword(token, word); });
}

bool stands_before_table(const Token& token) {
  static constexpr auto words = std::to_array<std::string_view>({"from", "join", "into", "update"});
  return std::ranges::any_of(words, [&](std::string_view word) { return is_keyword(token, word); });
}

}  // namespace

bool misses_relation(std::string_view sql, const std::set<std::string>& known) {
  const std::vector<Token> tokens = tokenize(sql);
  // Common table expressions have names of their own.
  if (std::ranges::any_of(tokens, [](const Token& token) { return is_keyword(token, "with"); })) return false;
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    if (!stands_before_table(tokens[i])) continue;
    const std::size_t name = is_symbol(tokens[i + 2], ".") && i + 4 < tokens.size() ? i + 3 : i + 1;
    if (!is_name(tokens[name]) || is_no_table(tokens[name]) || is_symbol(tokens[name + 1], "(")) continue;
    const std::string folded = fold(unquoted(tokens[name]));
    if (!known.contains(folded) && !folded.starts_with("sqlite_")) return true;
  }
  return false;
}

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

std::string without_qualifier(std::string_view sql, std::string_view table) {
  const std::vector<Token> tokens = tokenize(sql);
  std::string out;
  std::size_t copied = 0;
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    const bool qualifies = is_name(tokens[i]) && is_symbol(tokens[i + 1], ".") && is_name(tokens[i + 2]) &&
                           same_name(unquoted(tokens[i]), table);
    if (!qualifies || (i > 0 && is_symbol(tokens[i - 1], "."))) continue;
    out += sql.substr(copied, tokens[i].offset - copied);
    copied = tokens[i + 2].offset;
  }
  return out.append(sql.substr(copied));
}

}  // namespace strata::dialects::sqlite
