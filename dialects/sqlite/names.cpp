// Folding, quoting, and which words can't be names.
#include "dialects/sqlite/names.hpp"

#include "schema/ascii.hpp"

#include <algorithm>
#include <array>

namespace strata::dialects::sqlite {
namespace {

// Words that mean something else when they are not quoted: the reserved ones of lang_keywords.html that have no
// fallback to an identifier (parse.y), and those that are read as a value, an operator or a function's syntax.
constexpr auto reserved_words = std::to_array<std::string_view>({
    "add",
    "all",
    "alter",
    "and",
    "as",
    "autoincrement",
    "between",
    "case",
    "cast",
    "check",
    "collate",
    "commit",
    "constraint",
    "create",
    "cross",
    "current",
    "current_date",
    "current_time",
    "current_timestamp",
    "default",
    "deferrable",
    "delete",
    "distinct",
    "drop",
    "else",
    "escape",
    "except",
    "exists",
    "false",
    "filter",
    "foreign",
    "from",
    "full",
    "glob",
    "group",
    "having",
    "in",
    "index",
    "indexed",
    "inner",
    "insert",
    "intersect",
    "into",
    "is",
    "isnull",
    "join",
    "left",
    "like",
    "limit",
    "match",
    "natural",
    "not",
    "nothing",
    "notnull",
    "null",
    "on",
    "or",
    "order",
    "outer",
    "over",
    "primary",
    "raise",
    "references",
    "regexp",
    "returning",
    "right",
    "select",
    "set",
    "table",
    "then",
    "to",
    "transaction",
    "true",
    "union",
    "unique",
    "update",
    "using",
    "values",
    "when",
    "where",
    "window",
});
static_assert(std::ranges::is_sorted(reserved_words));

}  // namespace

std::string fold(std::string_view name) {
  return ascii::in_lower_case(name);
}

bool same_name(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, {}, ascii::lower, ascii::lower);
}

std::string unquoted(const Token& token) {
  const std::string_view text = token.text;
  if (token.kind != TokenKind::quoted && token.kind != TokenKind::string) return std::string(text);
  std::string inner(text.substr(1, text.size() - 2));
  if (text.front() == '[') return inner;
  const char quote = text.front();
  std::size_t length = 0;
  for (std::size_t i = 0; i < inner.size(); ++i) {
    inner[length++] = inner[i];
    if (inner[i] == quote) ++i;
  }
  inner.resize(length);
  return inner;
}

std::string in_quotes(std::string_view text, char quote) {
  std::string quoted(1, quote);
  for (const char c : text) {
    quoted += c;
    if (c == quote) quoted += c;
  }
  return quoted += quote;
}

std::string string_literal(std::string_view text) {
  return in_quotes(text, '\'');
}
std::string quoted_name(std::string_view name) {
  return in_quotes(name, '"');
}

bool plain_identifier(std::string_view folded) {
  const Token token = next_token(folded, 0);
  return token.kind == TokenKind::word && token.text == folded && !std::ranges::binary_search(reserved_words, folded);
}

bool is_keyword(const Token& token, std::string_view keyword) {
  return token.kind == TokenKind::word && same_name(token.text, keyword);
}

bool is_symbol(const Token& token, std::string_view symbol) {
  return token.kind == TokenKind::symbol && token.text == symbol;
}

}  // namespace strata::dialects::sqlite
