// Trims the graph of what is created from both ends until only circles, and what lies between two, are left: linear,
// and what is postponed without need is still right.
#include "dialects/postgresql/circles.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace strata::dialects::postgresql {
namespace {

using diff::Resource;
using schema::ObjectName;

// Each thing with what it refers to.
using Graph = std::map<Resource, std::set<Resource>>;

Graph reversed(const Graph& graph) {
  Graph out;
  for (const auto& [node, targets] : graph) {
    out[node];
    for (const Resource& target : targets) out[target].insert(node);
  }
  return out;
}

void keep_known(Graph& graph) {
  for (auto& node : graph) {
    std::erase_if(node.second, [&](const Resource& target) { return target == node.first || !graph.contains(target); });
  }
}

// Nodes that refer to nothing go, and with them the references to them, until none is left that goes.
void trim(Graph& graph) {
  const Graph referrers = reversed(graph);
  std::vector<Resource> ready;
  for (const auto& [node, targets] : graph) {
    if (targets.empty()) ready.push_back(node);
  }
  while (!ready.empty()) {
    const Resource gone = std::move(ready.back());
    ready.pop_back();
    graph.erase(gone);
    for (const Resource& referrer : referrers.at(gone)) {
      const auto found = graph.find(referrer);
      if (found != graph.end() && found->second.erase(gone) > 0 && found->second.empty()) ready.push_back(referrer);
    }
  }
}

std::set<Resource> circular(Graph graph) {
  keep_known(graph);
  trim(graph);
  graph = reversed(graph);
  trim(graph);
  std::set<Resource> out;
  for (const auto& [node, targets] : graph) out.insert(node);
  return out;
}

// CREATE TABLE makes one constraint of two that say the same (parse_utilcmd.c, transformIndexConstraints).
std::vector<diff::Constraint> take_out_twins(schema::Table& table) {
  std::vector<diff::Constraint> out;
  std::vector<schema::UniqueConstraint> kept;
  for (schema::UniqueConstraint& unique : table.uniques) {
    const bool twin_of_key = table.primary_key && table.primary_key->parts == unique.parts &&
                             table.primary_key->include == unique.include &&
                             table.primary_key->deferral == unique.deferral;
    const bool twin = twin_of_key || std::ranges::any_of(kept, [&](const schema::UniqueConstraint& other) {
                        return other.parts == unique.parts && other.include == unique.include &&
                               other.deferral == unique.deferral &&
                               other.nulls_not_distinct == unique.nulls_not_distinct;
                      });
    if (twin) {
      out.emplace_back(std::move(unique));
    } else {
      kept.push_back(std::move(unique));
    }
  }
  table.uniques = std::move(kept);
  return out;
}

}  // namespace

Circles find_circles(const Lowering& lowering) {
  Graph hard;
  Graph with_keys;
  const auto add_opaque = [&](const schema::OpaqueObject& object) {
    if (object.table) return;
    for (const Resource& used : used_by(object)) hard[resource_of(object)].insert(used);
  };
  const auto add_type = [&](const ObjectName& name, const Resources& used) {
    hard[type(name)].insert(used.begin(), used.end());
  };
  for (const diff::Operation& operation : lowering.operations()) {
    std::visit(diff::overloaded{
                   [&](const diff::CreateTable& o) {
                     const Resources used = used_by(lowering, o.table);
                     std::set<Resource>& targets = hard[relation(o.table.name)];
                     targets.insert(used.begin(), used.end());
                     hard[type(o.table.name)].insert(relation(o.table.name));
                     std::set<Resource>& keys = with_keys[relation(o.table.name)];
                     for (const schema::ForeignKey& key : o.table.foreign_keys) {
                       keys.insert(relation(key.referenced_table));
                     }
                   },
                   [&](const diff::CreateView& o) {
                     const Resources used = used_by(o.view);
                     hard[relation(o.view.name)].insert(used.begin(), used.end());
                     hard[type(o.view.name)].insert(relation(o.view.name));
                   },
                   [&](const diff::CreateDomain& o) { add_type(o.domain.name, used_by(lowering, o.domain)); },
                   [&](const diff::CreateCompositeType& o) { add_type(o.type.name, used_by(o.type)); },
                   [&](const diff::CreateOpaque& o) { add_opaque(o.object); },
                   [](const auto&) {},
               },
               operation);
  }
  Circles circles(lowering);
  circles.by_functions_ = circular(hard);
  for (const auto& [node, targets] : hard) with_keys[node].insert(targets.begin(), targets.end());
  for (const Resource& node : circular(with_keys)) {
    if (node.kind == "relation") circles.by_keys_.insert(node.name);
  }
  return circles;
}

std::set<ObjectName> circular_drops(const Lowering& lowering) {
  Graph graph;
  for (const diff::Operation& operation : lowering.operations()) {
    const auto* drop = std::get_if<diff::DropTable>(&operation);
    if (drop == nullptr) continue;
    std::set<Resource>& targets = graph[relation(drop->table.name)];
    for (const schema::ForeignKey& key : drop->table.foreign_keys) targets.insert(relation(key.referenced_table));
    for (const ObjectName& parent : drop->table.options.inherits) targets.insert(relation(parent));
    if (drop->table.options.partition_of) targets.insert(relation(*drop->table.options.partition_of));
  }
  std::set<ObjectName> out;
  for (const Resource& node : circular(graph)) out.insert(node.name);
  return out;
}

bool Circles::waits(const ObjectName& table, const Resources& used) const {
  return by_functions_.contains(relation(table)) && std::ranges::any_of(used, [&](const Resource& resource) {
           return resource.kind == "function" && by_functions_.contains(resource);
         });
}

std::vector<diff::Constraint> Circles::take_out_of(schema::Table& table) const {
  std::vector<diff::Constraint> out = take_out_twins(table);
  std::erase_if(table.foreign_keys, [&](const schema::ForeignKey& key) {
    const bool circular_key =
        key.referenced_table != table.name && by_keys_.contains(table.name) && by_keys_.contains(key.referenced_table);
    if (key.validated && !circular_key) return false;
    out.emplace_back(key);
    return true;
  });
  std::erase_if(table.checks, [&](const schema::Check& check) {
    if (check.validated && !waits(table.name, used_by(*lowering_, table.name, check))) return false;
    out.emplace_back(check);
    return true;
  });
  for (const auto& [name, value] : defaults_of(table)) {
    std::ranges::find(table.columns, name, &schema::Column::name)->default_value.reset();
  }
  std::erase_if(table.indexes,
                [&](const schema::Index& index) { return waits(table.name, used_by(*lowering_, index)); });
  return out;
}

std::vector<std::pair<std::string, std::string>> Circles::defaults_of(const schema::Table& table) const {
  std::vector<std::pair<std::string, std::string>> out;
  if (!by_functions_.contains(relation(table.name))) return out;
  for (const schema::Column& column : table.columns) {
    if (!column.default_value) continue;
    Resources used;
    lowering_->add_used_by(*column.default_value, used);
    if (waits(table.name, used)) out.emplace_back(column.name, *column.default_value);
  }
  return out;
}

std::vector<schema::Index> Circles::indexes_of(const schema::Table& table) const {
  std::vector<schema::Index> out;
  if (!by_functions_.contains(relation(table.name))) return out;
  std::ranges::copy_if(table.indexes, std::back_inserter(out),
                       [&](const schema::Index& index) { return waits(table.name, used_by(*lowering_, index)); });
  return out;
}

void Circles::forget_needs_of(const ObjectName& table, Resources& needs) const {
  if (!by_functions_.contains(relation(table))) return;
  std::erase_if(needs, [&](const Resource& need) { return need.kind == "function" && by_functions_.contains(need); });
}

}  // namespace strata::dialects::postgresql
