// Keys: the primary key, and all others as indexes, since a unique constraint is nothing else here.
#include "dialects/mariadb/catalog_queries.hpp"
#include "dialects/mariadb/introspect_parts.hpp"

#include <algorithm>

namespace strata::dialects::mariadb {
namespace {

// Empty where it is what the engine makes of a key that says nothing.
std::string method_of(std::string_view engine, std::string_view index_type) {
  if (index_type == "FULLTEXT") return "fulltext";
  if (index_type == "SPATIAL") return "spatial";
  if (engine == "MEMORY") return index_type == "BTREE" ? "btree" : "";
  return index_type == "HASH" ? "hash" : "";
}

schema::KeyPart read_part(Fields& fields) {
  schema::KeyPart part;
  part.column = fields.text();
  part.descending = fields.text() == "D";
  if (const auto length = fields.number()) part.prefix_length = static_cast<int>(*length);
  return part;
}

void read_part_of_primary_key(Draft& draft, schema::Table& table, const TableFacts& facts, schema::KeyPart part,
                              Fields& fields) {
  if (!table.primary_key) table.primary_key.emplace();
  table.primary_key->parts.push_back(std::move(part));
  // A key in another form than the engine's own is what no primary key here can say.
  if (!method_of(facts.engine, fields.text()).empty()) draft.to_leave.insert(table.name.name);
  table.primary_key->comment = fields.text();
}

void read_part_of_index(Draft& draft, schema::Table& table, const TableFacts& facts, std::string name, bool unique,
                        schema::KeyPart part, Fields& fields) {
  const std::string method = method_of(facts.engine, fields.text());
  if (table.indexes.empty() || table.indexes.back().name != name) {
    schema::Index& index = table.indexes.emplace_back();
    index.name = std::move(name);
    index.unique = unique;
    index.method = method;
    index.comment = fields.text();
    index.ignored = fields.text() == "YES";
    if (method == "fulltext" && draft.catalog.has_parsers()) draft.to_show.insert(table.name.name);
  }
  if (method == "spatial") part.prefix_length.reset();  // the length of a box, always
  table.indexes.back().parts.push_back(std::move(part));
}

}  // namespace

void read_keys(Draft& draft) {
  for (Row& row : draft.catalog.rows(keys_query)) {
    Fields fields(row);
    const auto found = draft.facts.find(fields.text());
    if (found == draft.facts.end()) continue;
    schema::Table& table = draft.schema.tables[found->second.position];
    std::string name = fields.text();
    const bool unique = fields.text() == "0";
    schema::KeyPart part = read_part(fields);
    if (part.column.empty()) draft.to_leave.insert(table.name.name);  // an expression, which only MySQL has
    if (name == "PRIMARY") {
      read_part_of_primary_key(draft, table, found->second, std::move(part), fields);
    } else {
      read_part_of_index(draft, table, found->second, std::move(name), unique, std::move(part), fields);
    }
  }
}

}  // namespace strata::dialects::mariadb
