// See rewrite_names.hpp.
#include "dialects/mariadb/rewrite_names.hpp"

#include "dialects/mariadb/catalog.hpp"
#include "dialects/mariadb/tokenizer.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace strata::dialects::mariadb {
namespace {

using TokenList = std::vector<Token>;
using Positions = std::vector<std::size_t>;

bool is_named(const Token& token, std::string_view name) {
  return is_name(token) && identifier_of(token) == name;
}

bool follows_dot(const TokenList& tokens, std::size_t at) {
  return at > 0 && is_symbol(tokens[at - 1], ".");
}
bool precedes_dot(const TokenList& tokens, std::size_t at) {
  return is_symbol(tokens[at + 1], ".");
}

// `t` of "from `t`", "join `t`", "(`t` join …".
bool is_table_reference(const TokenList& tokens, std::size_t at) {
  if (at == 0 || precedes_dot(tokens, at) || is_symbol(tokens[at + 1], "(")) return false;
  const Token& before = tokens[at - 1];
  return is_keyword(before, "from") || is_keyword(before, "join") || is_keyword(before, "straight_join") ||
         is_symbol(before, "(");
}

// `x` of "from `t` `x`", where another table, or a query, is called so.
bool is_table_alias(const TokenList& tokens, std::size_t at) {
  return at > 0 && tokens[at].kind == TokenKind::quoted && !follows_dot(tokens, at) && !precedes_dot(tokens, at) &&
         (tokens[at - 1].kind == TokenKind::quoted || is_symbol(tokens[at - 1], ")"));
}

std::optional<std::string> replaced(std::string_view sql, const TokenList& tokens, const Positions& positions,
                                    std::string_view name) {
  if (positions.empty()) return std::nullopt;
  std::string out;
  std::size_t end = 0;
  for (const std::size_t at : positions) {
    out.append(sql.substr(end, tokens[at].offset - end)).append(in_backticks(name));
    end = tokens[at].end_offset();
  }
  return out.append(sql.substr(end));
}

// What stands before the columns of a table: its name, or the aliases that it has.
std::set<std::string> qualifiers_of(const TokenList& tokens, std::string_view table) {
  std::set<std::string> names;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (!is_named(tokens[i], table) || !is_table_reference(tokens, i)) continue;
    names.insert(tokens[i + 1].kind == TokenKind::quoted ? identifier_of(tokens[i + 1]) : std::string(table));
  }
  return names;
}

}  // namespace

std::optional<std::string> rename_table_in(std::string_view query, std::string_view from, std::string_view to) {
  const TokenList tokens = tokenize(query);
  bool is_alias = false;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    is_alias = is_alias || (is_named(tokens[i], from) && is_table_alias(tokens, i));
  }
  Positions positions;
  bool refers = false;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (!is_named(tokens[i], from)) continue;
    const bool is_reference = is_table_reference(tokens, i);
    const bool is_qualifier = precedes_dot(tokens, i) && !follows_dot(tokens, i) && !is_alias;
    refers = refers || is_reference;
    if (is_reference || is_qualifier) positions.push_back(i);
  }
  return refers ? replaced(query, tokens, positions, to) : std::nullopt;
}

std::optional<std::string> rename_column_in(std::string_view query, std::string_view table, std::string_view from,
                                            std::string_view to) {
  const TokenList tokens = tokenize(query);
  const std::set<std::string> qualifiers = qualifiers_of(tokens, table);
  Positions positions;
  for (std::size_t i = 2; i + 1 < tokens.size(); ++i) {
    if (!is_named(tokens[i], from) || !follows_dot(tokens, i) || !is_name(tokens[i - 2])) continue;
    if (qualifiers.contains(identifier_of(tokens[i - 2]))) positions.push_back(i);
  }
  return replaced(query, tokens, positions, to);
}

std::optional<std::string> rename_column_in_trigger(std::string_view definition, std::string_view from,
                                                    std::string_view to) {
  const TokenList tokens = tokenize(definition);
  Positions positions;
  for (std::size_t i = 2; i + 1 < tokens.size(); ++i) {
    if (!is_named(tokens[i], from) || !follows_dot(tokens, i)) continue;
    const std::string row = is_name(tokens[i - 2]) ? identifier_of(tokens[i - 2]) : "";
    if (equals_ignoring_case(row, "new") || equals_ignoring_case(row, "old")) positions.push_back(i);
  }
  return replaced(definition, tokens, positions, to);
}

bool mentions(std::string_view sql, std::string_view name) {
  const TokenList tokens = tokenize(sql);
  return std::ranges::any_of(tokens, [&](const Token& token) { return is_named(token, name); });
}

}  // namespace strata::dialects::mariadb
