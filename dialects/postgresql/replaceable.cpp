// Whether CREATE OR REPLACE VIEW takes a new query. Only the server knows the types of a query's columns; what can be
// told from the texts is that the select list and the tables it is taken from begin as they did.
#include "dialects/postgresql/disturbance.hpp"
#include "dialects/postgresql/tokenizer.hpp"

#include <algorithm>
#include <optional>

namespace strata::dialects::postgresql {
namespace {

using WordList = std::vector<std::string_view>;

// A plain query's parts; the rest (WHERE and behind) has no say in its columns.
struct Query {
  std::vector<WordList> columns;
  WordList sources;
};

bool combines(const Token& token) {
  return is_keyword(token, "union") || is_keyword(token, "intersect") || is_keyword(token, "except");
}
bool ends_sources(const Token& token) {
  for (const std::string_view word :
       {"where", "group", "having", "window", "order", "limit", "offset", "fetch", "for"}) {
    if (is_keyword(token, word)) return true;
  }
  return false;
}

// Nothing for what is no single SELECT … FROM ….
std::optional<Query> parse_query(std::string_view sql) {
  const std::vector<Token> tokens = tokenize(sql);
  if (!is_keyword(tokens.front(), "select")) return std::nullopt;
  Query query;
  query.columns.emplace_back();
  enum class Part { columns, sources, rest } part = Part::columns;
  int depth = 0;
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (depth == 0 && combines(token)) return std::nullopt;
    if (depth == 0 && part == Part::columns && is_keyword(token, "from")) {
      part = Part::sources;
    } else if (depth == 0 && ends_sources(token)) {
      part = Part::rest;
    } else if (depth == 0 && part == Part::columns && is_symbol(token, ",")) {
      query.columns.emplace_back();
      continue;
    }
    if (is_symbol(token, "(") || is_symbol(token, "[")) ++depth;
    if (is_symbol(token, ")") || is_symbol(token, "]")) --depth;
    if (part == Part::columns) query.columns.back().push_back(token.text);
    if (part == Part::sources) query.sources.push_back(token.text);
  }
  return query;
}

bool begins_with(const auto& longer, const auto& shorter) {
  return longer.size() >= shorter.size() && std::equal(shorter.begin(), shorter.end(), longer.begin());
}

}  // namespace

bool replaceable(const schema::View& from, const schema::View& to) {
  if (from.materialized != to.materialized || from.columns != to.columns) return false;
  if (from.definition == to.definition) return from.indexes == to.indexes;  // only options and comments
  if (from.materialized) return false;
  const auto old_query = parse_query(from.definition);
  const auto new_query = parse_query(to.definition);
  return old_query && new_query && begins_with(new_query->columns, old_query->columns) &&
         begins_with(new_query->sources, old_query->sources);
}

}  // namespace strata::dialects::postgresql
