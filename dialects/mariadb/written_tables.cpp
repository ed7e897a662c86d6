// By tokens. Too many names do no harm: they are looked up, and what is no table is passed over.
#include "dialects/mariadb/written_tables.hpp"

#include "dialects/mariadb/tokenizer.hpp"

#include <algorithm>
#include <array>

namespace strata::dialects::mariadb {
namespace {

using TokenList = std::vector<Token>;

template <std::size_t Count>
bool is_any(const Token& token, const std::array<std::string_view, Count>& keywords) {
  return std::ranges::any_of(keywords, [&](std::string_view keyword) { return is_keyword(token, keyword); });
}

constexpr std::array<std::string_view, 5> modifiers{"low_priority", "high_priority", "delayed", "ignore", "quick"};

// Reads the name at `at`, with its database, and moves on behind it.
std::optional<schema::ObjectName> name_at(const TokenList& tokens, std::size_t& at) {
  if (!is_name(tokens[at])) return std::nullopt;
  schema::ObjectName name{"", identifier_of(tokens[at])};
  ++at;
  if (is_symbol(tokens[at], ".") && is_name(tokens[at + 1])) {
    name.schema = std::exchange(name.name, identifier_of(tokens[at + 1]));
    at += 2;
  }
  return name;
}

void take_name(const TokenList& tokens, std::size_t& at, std::vector<schema::ObjectName>& names) {
  if (auto name = name_at(tokens, at)) names.push_back(std::move(*name));
}

// The tables of a list with joins, up to one of these keywords at its own level or the end: what comes first, after a
// comma, a JOIN, or a parenthesis that opens.
template <std::size_t Count>
void take_references(const TokenList& tokens, std::size_t& at, const std::array<std::string_view, Count>& until,
                     std::vector<schema::ObjectName>& names) {
  bool expected = true;
  int depth = 0;
  for (; tokens[at].kind != TokenKind::end; ++at) {
    const Token& token = tokens[at];
    const bool joins = is_keyword(token, "using") && is_symbol(tokens[at + 1], "(");  // by these columns
    if (depth == 0 && is_any(token, until) && !joins) return;
    if (expected && is_name(token) && !is_keyword(token, "select")) {
      take_name(tokens, at, names);
      --at;
      expected = false;
      continue;
    }
    if (is_symbol(token, "(")) ++depth;
    if (is_symbol(token, ")")) --depth;
    const bool opens = is_symbol(token, "(") && !(at > 0 && is_keyword(tokens[at - 1], "using"));
    expected = is_symbol(token, ",") || opens || is_keyword(token, "join") || is_keyword(token, "straight_join");
  }
}

std::vector<schema::ObjectName> deleted_from(const TokenList& tokens, std::size_t at) {
  constexpr std::array<std::string_view, 5> ends{"from", "using", "where", "order", "limit"};
  std::vector<schema::ObjectName> names;
  do {
    take_references(tokens, at, ends, names);
    if (!is_keyword(tokens[at], "from") && !is_keyword(tokens[at], "using")) return names;
    ++at;
  } while (true);
}

std::vector<schema::ObjectName> loaded_into(const TokenList& tokens, std::size_t at) {
  std::vector<schema::ObjectName> names;
  while (tokens[at].kind != TokenKind::end && !is_keyword(tokens[at], "table")) ++at;
  if (tokens[at].kind != TokenKind::end) take_name(tokens, ++at, names);
  return names;
}

}  // namespace

std::string_view inner_statement(std::string_view statement) {
  const Token set = next_token(statement, 0);
  if (!is_keyword(set, "set") || !is_keyword(next_token(statement, set.end_offset()), "statement")) return statement;
  int depth = 0;
  for (Token token = set; token.kind != TokenKind::end; token = next_token(statement, token.end_offset())) {
    if (is_symbol(token, "(")) ++depth;
    if (is_symbol(token, ")")) --depth;
    if (depth == 0 && is_keyword(token, "for")) return statement.substr(token.end_offset());
  }
  return statement;
}

std::optional<std::vector<schema::ObjectName>> written_tables(std::string_view statement) {
  constexpr std::array<std::string_view, 6> reading{"select", "values", "with", "do", "show", "explain"};
  constexpr std::array<std::string_view, 1> set{"set"};
  const TokenList tokens = tokenize(inner_statement(statement));
  std::size_t at = 0;
  while (is_symbol(tokens[at], "(")) ++at;  // (SELECT …) UNION …
  const Token& first = tokens[at];
  std::vector<schema::ObjectName> names;
  if (is_any(first, reading)) return names;
  ++at;
  while (is_any(tokens[at], modifiers)) ++at;
  if (is_keyword(first, "insert") || is_keyword(first, "replace")) {
    if (is_keyword(tokens[at], "into")) ++at;
    take_name(tokens, at, names);
    return names;
  }
  if (is_keyword(first, "update")) {
    take_references(tokens, at, set, names);
    return names;
  }
  if (is_keyword(first, "delete")) return deleted_from(tokens, at);
  if (is_keyword(first, "load")) return loaded_into(tokens, at);
  return std::nullopt;
}

bool sets_variables(std::string_view statement) {
  Token before;
  for (Token token = next_token(statement, 0); token.kind != TokenKind::end;
       token = next_token(statement, token.end_offset())) {
    if (is_symbol(token, ":=") && before.kind == TokenKind::variable) return true;
    if (token.kind == TokenKind::variable && is_keyword(before, "into")) return true;
    before = token;
  }
  return false;
}

}  // namespace strata::dialects::mariadb
