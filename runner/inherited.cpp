// Parents are completed before their children, so that each child looks no further than its parents.
#include "runner/inherited.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace strata::runner {
namespace {

using schema::ObjectName;
using schema::Table;

std::vector<ObjectName> parents_of(const Table& table) {
  auto parents = table.options.inherits;
  if (table.options.partition_of) parents.push_back(*table.options.partition_of);
  return parents;
}

template <class T>
void append(const std::vector<T>& from, std::vector<T>& to) {
  std::ranges::copy(from, std::back_inserter(to));
}

void take_over(const Table& parent, Table& child) {
  std::vector<schema::Column> columns;
  for (const auto& column : parent.columns) {
    if (schema::find_column(child, column.name) == nullptr) columns.push_back(column);
  }
  child.columns.insert(child.columns.begin(), columns.begin(), columns.end());
  append(parent.checks, child.checks);
  if (!child.options.partition_of) return;  // plain inheritance hands down no keys
  if (!child.primary_key) child.primary_key = parent.primary_key;
  append(parent.uniques, child.uniques);
  append(parent.foreign_keys, child.foreign_keys);
  append(parent.indexes, child.indexes);
}

class Completion {
 public:
  explicit Completion(schema::Schema& schema) {
    for (auto& table : schema.tables) tables_.emplace(table.name, &table);
  }

  void complete(Table& table) {
    if (!done_.insert(table.name).second) return;
    for (const auto& name : parents_of(table)) {
      const auto parent = tables_.find(name);
      if (parent == tables_.end()) continue;
      complete(*parent->second);
      take_over(*parent->second, table);
    }
  }

 private:
  std::map<ObjectName, Table*> tables_;
  std::set<ObjectName> done_;
};

}  // namespace

schema::Schema with_inherited(schema::Schema schema) {
  const auto has_parents = [](const Table& table) { return !parents_of(table).empty(); };
  if (std::ranges::none_of(schema.tables, has_parents)) return schema;
  Completion completion(schema);
  for (auto& table : schema.tables) completion.complete(table);
  return schema;
}

}  // namespace strata::runner
