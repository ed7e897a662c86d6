// A row goes into both databases, or into neither.
#include "runner/seed_twin.hpp"

#include "runner/misfits.hpp"

#include <string>
#include <utility>

namespace strata::runner {

using dialects::Dialect;
using dialects::SqlError;
using schema::Column;
using schema::ForeignKey;
using schema::ObjectName;
using schema::Table;

TwinTables::TwinTables(const Dialect& dialect, const schema::Schema& schema, const Twin& twin)
    : dialect_(dialect), twin_(twin) {
  std::map<ObjectName, const Table*> permanent;
  for (const Table& table : twin.schema.tables) {
    if (!table.temporary) permanent.emplace(table.name, &table);
  }
  for (const Table& table : schema.tables) {
    const auto there = permanent.find(twin.names.table(table.name));
    if (table.temporary || there == permanent.end()) continue;
    tables_.emplace(table.name, there->second);
    old_names_.emplace(there->first, table.name);
  }
}

const Table* TwinTables::find(const ObjectName& old_table) const {
  const auto found = tables_.find(old_table);
  return found == tables_.end() ? nullptr : found->second;
}

const Column* TwinTables::find(const Table& old_table, const Column& column) const {
  const Table* there = find(old_table.name);
  return there == nullptr ? nullptr : schema::find_column(*there, twin_.names.column(old_table.name, column.name));
}

std::vector<ForeignKey> TwinTables::foreign_keys(const Table& old_table, const schema::Schema& old_schema) const {
  std::vector<ForeignKey> keys;
  for (ForeignKey key : find(old_table.name)->foreign_keys) {
    const auto parent = old_names_.find(key.referenced_table);
    const auto* old_parent = parent == old_names_.end() ? nullptr : schema::find_table(old_schema, parent->second);
    rename(old_table, key.columns);
    if (old_parent != nullptr) {
      rename(*old_parent, key.referenced_columns);
      key.referenced_table = old_parent->name;
    }
    keys.push_back(std::move(key));
  }
  return keys;
}

std::string TwinTables::misfit_condition(const Table& old_table) const {
  return runner::misfit_condition(dialect_, old_table, *find(old_table.name), twin_.names);
}

// The row in the twin's names, with values for its columns that are new or take no NULL any more.
Assignments TwinTables::theirs(const Table& old_table, const Assignments& values, int row) const {
  const Table& there = *find(old_table.name);
  Assignments theirs;
  for (const Column& column : old_table.columns) {
    const Column* other = find(old_table, column);
    const auto value = values.find(column.name);
    if (other != nullptr && schema::takes_values(*other) && value != values.end()) theirs[other->name] = value->second;
  }
  for (const Column& column : there.columns) {
    const auto given = theirs.find(column.name);
    const bool has_value = given != theirs.end() && given->second != "NULL";
    if (column.nullable || !schema::takes_values(column) || has_value) continue;
    theirs.erase(column.name);
    const Literals samples = candidate_values(dialect_, twin_.schema, there, column);
    if (column.default_value || samples.empty()) continue;
    theirs[column.name] = samples[static_cast<std::size_t>(row) % samples.size()];
  }
  return theirs;
}

bool TwinTables::insert(const Table& old_table, const Assignments& values, int row) {
  const Assignments given = theirs(old_table, values, row);
  if (given.empty()) return true;
  const ObjectName& name = find(old_table.name)->name;
  const long before = count(name);
  try {
    twin_.session.execute(insert_statement(dialect_, name, given));
    return count(name) == before + 1;  // a conflict may be resolved without a word
  } catch (const SqlError& error) {
    if (error.code() != ErrorCode::database) throw;
    return false;
  }
}

long TwinTables::count(const ObjectName& table) const {
  return std::stol(twin_.session.query("SELECT count(*) FROM " + dialect_.own_rows(table)).at(0).at(0).value_or("0"));
}

void TwinTables::rename(const Table& old_table, std::vector<std::string>& columns) const {
  for (std::string& name : columns) {
    for (const Column& column : old_table.columns) {
      if (twin_.names.column(old_table.name, column.name) != name) continue;
      name = column.name;
      break;
    }
  }
}

}  // namespace strata::runner
