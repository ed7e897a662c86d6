// Look-ups for lower(); see lower_parts.hpp.
#include "dialects/mariadb/lower_parts.hpp"

#include <algorithm>
#include <iterator>

namespace strata::dialects::mariadb {
namespace {

using diff::Resource;
using schema::ObjectName;
using schema::Table;

bool is_routine(std::string_view kind) {
  return kind == "function" || kind == "procedure" || kind == "aggregate function" || kind == "package";
}

}  // namespace

Resource relation(const ObjectName& name) {
  return {"relation", name};
}
Resource shape(const ObjectName& name) {
  return {"shape", name};
}
Resource routine(const ObjectName& name) {
  return {"routine", name};
}
Resource resource_of(const schema::OpaqueObject& object) {
  if (is_routine(object.kind)) return routine(object.name);
  if (object.kind == "table" || object.kind == "sequence") return relation(object.name);
  return {object.kind, object.name};
}

void add_named(const std::vector<ObjectName>& names, Resources& resources) {
  for (const ObjectName& name : names) {
    resources.push_back(relation(name));
    resources.push_back(shape(name));
    resources.push_back(routine(name));
    resources.push_back({"trigger", name});  // FOLLOWS
  }
}

Objects::Objects(const schema::Schema& schema) {
  for (const Table& table : schema.tables) {
    if (!table.temporary) tables.emplace(table.name, &table);
  }
}

const Table* Objects::table(const ObjectName& name) const {
  const auto found = tables.find(name);
  return found == tables.end() ? nullptr : found->second;
}

Lowering::Lowering(const Change& change) : LoweringTask(change), from_(change.from), to_(change.to) {}

// Takes away, again and again, the tables that refer to none of those that are left: what remains can't be ordered.
std::set<ObjectName> in_circles(const std::vector<const Table*>& tables) {
  std::set<ObjectName> left;
  for (const Table* table : tables) left.insert(table->name);
  std::map<ObjectName, std::size_t> waits_for;
  std::multimap<ObjectName, ObjectName> referred_from;
  for (const Table* table : tables) {
    std::set<ObjectName> others;
    for (const schema::ForeignKey& key : table->foreign_keys) {
      if (key.referenced_table != table->name && left.contains(key.referenced_table))
        others.insert(key.referenced_table);
    }
    waits_for[table->name] = others.size();
    for (const ObjectName& other : others) referred_from.emplace(other, table->name);
  }
  std::vector<ObjectName> ready;
  for (const auto& [name, count] : waits_for) {
    if (count == 0) ready.push_back(name);
  }
  while (!ready.empty()) {
    const ObjectName name = ready.back();
    ready.pop_back();
    left.erase(name);
    const auto [first, last] = referred_from.equal_range(name);
    for (auto other = first; other != last; ++other) {
      if (--waits_for[other->second] == 0) ready.push_back(other->second);
    }
  }
  return left;
}

}  // namespace strata::dialects::mariadb
