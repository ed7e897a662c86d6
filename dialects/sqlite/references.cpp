// Maps from folded names, built once per schema; each text is passed once.
#include "dialects/sqlite/references.hpp"

#include "dialects/sqlite/names.hpp"

#include <set>
#include <string>
#include <unordered_map>

namespace strata::dialects::sqlite {
namespace {

using schema::ObjectName;
using schema::Schema;
using schema::Table;

// Columns per table are few: a scan is cheaper than a map.
const std::string* spelled(const Table& table, std::string_view column) {
  for (const schema::Column& candidate : table.columns) {
    if (same_name(candidate.name, column)) return &candidate.name;
  }
  return nullptr;
}

void settle(const Table& table, std::string& column) {
  if (const std::string* spelling = spelled(table, column)) column = *spelling;
}

void settle(const Table& table, std::vector<schema::KeyPart>& parts) {
  for (schema::KeyPart& part : parts) {
    if (!part.column.empty()) settle(table, part.column);
  }
}

void settle_index(const Table& table, schema::Index& index) {
  for (schema::KeyPart& part : index.parts) {
    if (part.column.empty()) continue;
    if (const std::string* spelling = spelled(table, part.column)) {
      part.column = *spelling;
    } else {
      const std::string folded = fold(part.column);
      const bool constant = folded == "true" || folded == "false" || folded == "null";
      part.expression = constant || plain_identifier(folded) ? part.column : string_literal(part.column);
      part.column.clear();
    }
  }
}

// Keyed by folded name; of a temporary and a permanent table of one name, a temporary one references its like.
using TablesByName = std::unordered_map<std::string, const Table*>;

void settle_foreign_key(const Table& table, schema::ForeignKey& key, const TablesByName& tables) {
  for (std::string& column : key.columns) settle(table, column);
  const auto referenced = tables.find(fold(key.referenced_table.name));
  if (referenced == tables.end()) return;
  key.referenced_table.name = referenced->second->name.name;
  for (std::string& column : key.referenced_columns) settle(*referenced->second, column);
}

using NameMap = std::unordered_map<std::string, ObjectName>;

std::vector<ObjectName> known_names_in(std::string_view sql, const NameMap& known, const ObjectName& self) {
  std::set<ObjectName> found;
  for (Token token = next_token(sql, 0); token.kind != TokenKind::end; token = next_token(sql, token.end_offset())) {
    if (token.kind != TokenKind::word && token.kind != TokenKind::quoted && token.kind != TokenKind::string) continue;
    const auto match = known.find(fold(unquoted(token)));
    if (match != known.end() && match->second != self) found.insert(match->second);
  }
  return {found.begin(), found.end()};
}

}  // namespace

void settle_names(Schema& schema) {
  TablesByName maps[2];
  for (const Table& table : schema.tables) maps[table.temporary ? 1 : 0].emplace(fold(table.name.name), &table);
  for (Table& table : schema.tables) {
    if (table.primary_key) settle(table, table.primary_key->parts);
    for (schema::UniqueConstraint& unique : table.uniques) settle(table, unique.parts);
    for (schema::ForeignKey& key : table.foreign_keys) settle_foreign_key(table, key, maps[table.temporary ? 1 : 0]);
    for (schema::Index& index : table.indexes) settle_index(table, index);
  }
}

void find_dependencies(Schema& schema) {
  if (schema.views.empty() && schema.opaque_objects.empty()) return;
  NameMap known;
  for (const Table& table : schema.tables) known.emplace(fold(table.name.name), table.name);
  for (const schema::View& view : schema.views) known.emplace(fold(view.name.name), view.name);
  for (const schema::OpaqueObject& object : schema.opaque_objects) {
    if (!object.table) known.emplace(fold(object.name.name), object.name);
  }
  for (schema::View& view : schema.views) view.depends_on = known_names_in(view.definition, known, view.name);
  for (schema::OpaqueObject& object : schema.opaque_objects) {
    object.depends_on = known_names_in(object.definition, known, object.name);
  }
}

}  // namespace strata::dialects::sqlite
