// What a view's query and a column's default use: tables and views, as PostgreSQL's own parser (libpg_query) finds
// them in FROM, and the sequences of nextval('…'). A query of a newer server's syntax, which that parser does not
// know, is read by its names: more may be found than is used, a column that is called like a table.
#include "dialects/postgresql/resolve_parts.hpp"
#include "dialects/postgresql/tokenizer.hpp"

#include <pg_query.h>
#include <nlohmann/json.hpp>

#include <set>

namespace strata::dialects::postgresql {
namespace {

using nlohmann::json;
using schema::ObjectName;

using KnownNames = std::set<ObjectName>;

// Names with a schema are `schema.name`; after a dot comes a column.
void find_names(std::string_view sql, const KnownNames& known, KnownNames& found) {
  const std::vector<Token> tokens = tokenize(sql);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!is_name(tokens[i]) || (i > 0 && is_symbol(tokens[i - 1], "."))) continue;
    ObjectName name{"", identifier_of(tokens[i])};
    if (known.contains(name)) found.insert(name);
    if (i + 2 >= tokens.size() || !is_symbol(tokens[i + 1], ".") || !is_name(tokens[i + 2])) continue;
    name = {name.name, identifier_of(tokens[i + 2])};
    if (known.contains(name)) found.insert(name);
  }
}

// Every RangeVar of the tree, wherever it stands. The name of a WITH query may be a table's too, which is one more.
void find_relations(const json& node, const KnownNames& known, KnownNames& found) {
  if (node.is_object() && node.contains("relname")) {
    const ObjectName name{node.value("schemaname", ""), node.value("relname", "")};
    if (known.contains(name)) found.insert(name);
  }
  if (!node.is_structured()) return;
  for (const json& child : node) find_relations(child, known, found);
}

KnownNames relations_in(const std::string& query, const KnownNames& known) {
  KnownNames found;
  const PgQueryParseResult result = pg_query_parse(query.c_str());
  if (result.error == nullptr) {
    find_relations(json::parse(result.parse_tree), known, found);
  } else {
    find_names(query, known, found);
  }
  pg_query_free_parse_result(result);
  return found;
}

// A sequence is named in a string: nextval('app.numbers'::regclass).
void find_sequences(std::string_view sql, const KnownNames& known, KnownNames& found) {
  for (Token token = next_token(sql, 0); token.kind != TokenKind::end; token = next_token(sql, token.end_offset())) {
    if (token.kind == TokenKind::string) find_names(string_of(token), known, found);
  }
}

}  // namespace

void find_dependencies(schema::Schema& schema) {
  KnownNames relations;
  for (const schema::Table& table : schema.tables) relations.insert(table.name);
  for (const schema::View& view : schema.views) relations.insert(view.name);
  for (schema::View& view : schema.views) {
    KnownNames found = relations_in(view.definition, relations);
    found.erase(view.name);
    view.depends_on.assign(found.begin(), found.end());
  }
  KnownNames sequences;
  for (const schema::Sequence& sequence : schema.sequences) sequences.insert(sequence.name);
  for (schema::Table& table : schema.tables) {
    KnownNames found;
    for (const schema::Column& column : table.columns) {
      if (column.default_value) find_sequences(*column.default_value, sequences, found);
    }
    table.depends_on.assign(found.begin(), found.end());
  }
}

}  // namespace strata::dialects::postgresql
