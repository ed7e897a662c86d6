// Walks the tables and views once; the texts go through canonical_text, the defaults of SQLite are applied here.
#include "dialects/sqlite/canonical.hpp"

#include "dialects/sqlite/canonical_text.hpp"
#include "dialects/sqlite/mentions.hpp"
#include "dialects/sqlite/names.hpp"
#include "dialects/sqlite/references.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace strata::dialects::sqlite {
namespace {

using schema::Column;
using schema::ConflictAction;
using schema::Schema;
using schema::Table;

const Column* column_named(const Table& table, std::string_view name) {
  const auto found =
      std::ranges::find_if(table.columns, [&](const Column& column) { return same_name(column.name, name); });
  return found == table.columns.end() ? nullptr : &*found;
}

// The names that an expression of this table can mean.
IsName names_of(const Table& table) {
  return [&table](std::string_view folded) {
    return column_named(table, folded) != nullptr || same_name(table.name.name, folded) || folded == "rowid" ||
           folded == "oid" || folded == "_rowid_";
  };
}

// As the table's own checks and indexes have it, where its name before a column says nothing.
std::string own_expression(const Table& table, std::string_view sql) {
  return canonical_expression(without_qualifier(sql, table.name.name), names_of(table));
}

std::string canonical_collation(const std::string& collation) {
  std::string folded = fold(collation);
  return folded == "binary" ? "" : folded;
}

void drop_default_action(ConflictAction& action) {
  if (action == ConflictAction::abort) action = ConflictAction::none;
}

void canonicalise(const Table& table, schema::KeyPart& part) {
  if (part.column.empty()) {
    part.expression = own_expression(table, part.expression);
    part.collation = fold(part.collation);
    // (a) is a, also as an index's key.
    if (const Column* column = column_named(table, unquoted(next_token(part.expression, 0)));
        column != nullptr && next_token(part.expression, 0).text.size() == part.expression.size()) {
      part.column = column->name;
      part.expression.clear();
    }
  }
  if (part.column.empty()) return;
  // A column's key compares as the column does, unless it says otherwise.
  const Column* column = column_named(table, part.column);
  const std::string inherited = column != nullptr ? canonical_collation(column->collation) : "";
  if (!part.collation.empty()) {
    part.collation = fold(part.collation);
    if (canonical_collation(part.collation) == inherited) part.collation.clear();
  }
}

void canonicalise(const Table& table, std::vector<schema::KeyPart>& parts) {
  for (schema::KeyPart& part : parts) canonicalise(table, part);
}

void canonicalise(const Table& table, Column& column) {
  column.type = canonical_type(column.type);
  column.collation = canonical_collation(column.collation);
  drop_default_action(column.not_null_conflict);
  if (column.default_value) {
    column.default_value = canonical_expression(*column.default_value, [](std::string_view) { return false; });
    if (*column.default_value == "null") column.default_value.reset();
  }
  if (column.generated)
    column.generated->expression = canonical_expression(column.generated->expression, names_of(table));
}

// SQLite: lang_createtable.html, section 5. `type` is canonical.
bool is_rowid_alias(const Table& table) {
  if (!table.primary_key || table.options.without_rowid) return false;
  const schema::PrimaryKey& key = *table.primary_key;
  if (key.parts.size() != 1 || key.on_column_descending) return false;
  const Column* column = column_named(table, key.parts.front().column);
  return column != nullptr && column->type == "integer";
}

// After the columns: it looks at their types.
void canonicalise_primary_key(Table& table) {
  if (!table.primary_key) return;
  schema::PrimaryKey& key = *table.primary_key;
  canonicalise(table, key.parts);
  drop_default_action(key.on_conflict);
  const bool alias = is_rowid_alias(table);
  if (alias) key.parts.front().descending = false;
  const Column* first = column_named(table, key.parts.front().column);
  if (key.parts.size() != 1 || first == nullptr || first->type != "integer") key.on_column_descending = false;
  // SQLite lets NULL into other primary keys, by an old mistake that it keeps.
  if (!alias && !table.options.without_rowid && !table.options.strict) return;
  for (const schema::KeyPart& part : key.parts) {
    for (Column& column : table.columns) {
      if (column.name == part.column) column.nullable = false;
    }
  }
}

using TablesByName = std::unordered_map<std::string, const Table*>;

void canonicalise(schema::ForeignKey& key, const TablesByName& tables) {
  key.match = schema::MatchType::simple;  // SQLite: foreignkeys.html, section 6
  if (key.deferral != schema::Deferral::initially_deferred) key.deferral = schema::Deferral::not_deferrable;
  if (!key.referenced_columns.empty()) return;
  const auto referenced = tables.find(fold(key.referenced_table.name));
  if (referenced == tables.end() || !referenced->second->primary_key) return;
  const std::vector<schema::KeyPart>& parts = referenced->second->primary_key->parts;
  if (parts.size() != key.columns.size()) return;
  for (const schema::KeyPart& part : parts) key.referenced_columns.push_back(part.column);
}

void canonicalise(Table& table) {
  for (Column& column : table.columns) canonicalise(table, column);
  canonicalise_primary_key(table);
  for (schema::UniqueConstraint& unique : table.uniques) {
    canonicalise(table, unique.parts);
    drop_default_action(unique.on_conflict);
  }
  for (schema::Check& check : table.checks) check.expression = own_expression(table, check.expression);
  for (schema::Index& index : table.indexes) {
    canonicalise(table, index.parts);
    if (!index.where.empty()) index.where = own_expression(table, index.where);
  }
}

// Views and triggers may mention anything.
void canonicalise_queries(Schema& schema) {
  if (schema.views.empty() && schema.opaque_objects.empty()) return;
  std::unordered_set<std::string> names;
  for (const Table& table : schema.tables) {
    names.insert(fold(table.name.name));
    for (const Column& column : table.columns) names.insert(fold(column.name));
  }
  for (const schema::View& view : schema.views) names.insert(fold(view.name.name));
  for (const schema::OpaqueObject& object : schema.opaque_objects) names.insert(fold(object.name.name));
  const IsName is_name = [&names](std::string_view folded) { return names.contains(std::string(folded)); };
  for (schema::View& view : schema.views) {
    view.definition = canonical_expression(view.definition, is_name, UnknownQuoted::stays);
  }
  // Renaming what a trigger mentions makes SQLite quote it there. The arguments of a virtual table are its module's.
  for (schema::OpaqueObject& object : schema.opaque_objects) {
    if (object.kind == "trigger") {
      object.definition = canonical_expression(object.definition, is_name, UnknownQuoted::stays);
    }
  }
}

}  // namespace

Schema canonical(Schema schema) {
  settle_names(schema);
  find_dependencies(schema);
  for (Table& table : schema.tables) canonicalise(table);
  TablesByName maps[2];
  for (const Table& table : schema.tables) maps[table.temporary ? 1 : 0].emplace(fold(table.name.name), &table);
  for (Table& table : schema.tables) {
    for (schema::ForeignKey& key : table.foreign_keys) canonicalise(key, maps[table.temporary ? 1 : 0]);
  }
  canonicalise_queries(schema);
  return schema;
}

}  // namespace strata::dialects::sqlite
