// A column of a child is its own, its parents', or both at once; ALTER TABLE makes a column that is
// only inherited one's own (NO INHERIT, or DROP COLUMN of ONLY the parent), but never the other way round
// (tablecmds.c: attislocal and attinhcount). What ALTER COLUMN does to a parent, it does to the children as well.
#include "dialects/postgresql/family.hpp"

#include "schema/contains.hpp"

#include <algorithm>

namespace strata::dialects::postgresql {
namespace {

using schema::Column;
using schema::ObjectName;
using schema::Table;

const Column* column_of_table(const Objects& side, const ObjectName& name, const std::string& column) {
  const Table* table = side.table(name);
  return table == nullptr ? nullptr : effective_column(side, *table, column);
}

// A parent that the table has on both sides, and that has the column on both if `before`, else afterwards.
bool stays_with(const Lowering& lowering, const Table& from, const Table& to, const std::string& column, bool before) {
  return std::ranges::any_of(to.options.inherits, [&](const ObjectName& parent) {
    return contains(from.options.inherits, parent) && column_of_table(lowering.to(), parent, column) != nullptr &&
           (!before || column_of_table(lowering.from(), parent, column) != nullptr);
  });
}

// A plain child becomes the owner of what it had from a parent that it leaves, or that drops the column.
bool becomes_own(const Lowering& lowering, const Table& from, const Table& to, const std::string& column) {
  return !stays_with(lowering, from, to, column, true);
}

bool changes_owner(const Lowering& lowering, const Table& from, const Table& to, const std::string& name) {
  const bool was_own = is_own_column(from, name);
  const bool is_inherited = inherited_column(lowering.to(), to, name) != nullptr;
  if (is_own_column(to, name)) {
    const bool was_inherited = !was_own && inherited_column(lowering.from(), from, name) != nullptr;
    return was_inherited && !becomes_own(lowering, from, to, name);
  }
  if (!is_inherited) return false;
  if (was_own) return true;
  const bool was_there = inherited_column(lowering.from(), from, name) != nullptr;
  return !stays_with(lowering, from, to, name, was_there);
}

// A check of a new parent that the child has too stays the child's own.
bool gets_inherited_check(const Lowering& lowering, const Table& from, const Table& to) {
  return std::ranges::any_of(to.options.inherits, [&](const ObjectName& name) {
    const Table* parent = lowering.to().table(name);
    if (parent == nullptr || contains(from.options.inherits, name)) return false;
    return std::ranges::any_of(parent->checks, [&](const schema::Check& check) {
      return !check.no_inherit && std::ranges::find(to.checks, check.name, &schema::Check::name) == to.checks.end();
    });
  });
}

}  // namespace

bool is_own_column(const Table& table, const std::string& name) {
  const Column* column = find_column(table, name);
  return column != nullptr && !column->inherited;
}

const Column* effective_column(const Objects& side, const Table& table, const std::string& name) {
  const Column* column = find_column(table, name);
  return column != nullptr ? column : inherited_column(side, table, name);
}

std::vector<ObjectName> parents_of(const Table& table) {
  std::vector<ObjectName> parents = table.options.inherits;
  if (table.options.partition_of) parents.push_back(*table.options.partition_of);
  return parents;
}

const Column* inherited_column(const Objects& side, const Table& table, const std::string& name) {
  for (const ObjectName& parent : parents_of(table)) {
    if (const Column* column = column_of_table(side, parent, name)) return column;
  }
  return nullptr;
}

std::vector<Column> all_columns(const Objects& side, const Table& table) {
  std::vector<Column> columns;
  const auto put = [&](const Column& column) {
    const auto known = std::ranges::find(columns, column.name, &Column::name);
    if (known == columns.end()) {
      columns.push_back(column);
    } else {
      *known = column;
    }
  };
  for (const ObjectName& name : parents_of(table)) {
    if (const Table* parent = side.table(name)) std::ranges::for_each(all_columns(side, *parent), put);
  }
  std::ranges::for_each(table.columns, put);
  return columns;
}

Table without_inherited_properties(const Lowering& lowering, Table table) {
  for (Column& column : table.columns) {
    const Column* parents = inherited_column(lowering.to(), table, column.name);
    if (parents == nullptr) continue;
    const bool has_none = !column.default_value && !column.generated && !column.identity;
    if (has_none && parents->default_value) column.default_value = "NULL";
    if (!column.inherited) continue;
    if (column.default_value == parents->default_value) column.default_value.reset();
    column.nullable = column.nullable || !parents->nullable;
    if (column.storage == parents->storage) column.storage.clear();
    if (column.statistics_target == parents->statistics_target) column.statistics_target.reset();
    if (column.compression == parents->compression) column.compression.clear();
  }
  return table;
}

bool must_be_remade(const Lowering& lowering, const Table& from, const Table& to) {
  if (from.options.partition_by != to.options.partition_by) return true;
  const bool is_partition = from.options.partition_of || to.options.partition_of;
  if (is_partition || (from.options.inherits.empty() && to.options.inherits.empty())) return false;
  if (gets_inherited_check(lowering, from, to)) return true;
  return std::ranges::any_of(all_columns(lowering.to(), to),
                             [&](const Column& column) { return changes_owner(lowering, from, to, column.name); });
}

}  // namespace strata::dialects::postgresql
