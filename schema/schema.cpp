// Look-ups and names that everybody who reads a Schema needs.
#include "schema/schema.hpp"

#include <algorithm>

namespace strata::schema {

std::string to_string(const ObjectName& name) {
  return name.schema.empty() ? name.name : name.schema + "." + name.name;
}

const Table* find_table(const Schema& schema, const ObjectName& name) {
  const auto found = std::ranges::find(schema.tables, name, &Table::name);
  return found == schema.tables.end() ? nullptr : &*found;
}

const Column* find_column(const Table& table, const std::string& name) {
  const auto found = std::ranges::find(table.columns, name, &Column::name);
  return found == table.columns.end() ? nullptr : &*found;
}

bool takes_values(const Column& column) {
  const bool always_numbered = column.identity && column.identity->kind == IdentityKind::always;
  return !column.generated && !always_numbered;
}

std::string describe(const OpaqueObject& object) {
  return object.kind + " " + to_string(object.name);
}

}  // namespace strata::schema
