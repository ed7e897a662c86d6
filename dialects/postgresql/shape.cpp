// See shape.hpp.
#include "dialects/postgresql/shape.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <set>

namespace strata::dialects::postgresql {
namespace {

using diff::HazardKind;
using diff::overloaded;
using diff::Phase;
using diff::Resource;
using diff::Step;
using schema::ObjectName;

bool makes_way(const Expanded& expanded, const Step& step) {
  return !step.operations.empty() &&
         std::ranges::none_of(step.operations, [&](std::size_t i) { return expanded.origins[i].has_value(); });
}

bool is_drop(const diff::Operation& operation) {
  return std::holds_alternative<diff::DropOpaque>(operation) || std::holds_alternative<diff::DropView>(operation) ||
         std::holds_alternative<diff::DropIndex>(operation) || std::holds_alternative<diff::DropConstraint>(operation);
}

void add_shapes(const std::set<ObjectName>& changing, const Resources& used, Resources& shapes) {
  Resources found;
  for (const Resource& resource : used) {
    if (resource.kind == "relation" && changing.contains(resource.name)) found.push_back(shape(resource.name));
  }
  std::ranges::move(found, std::back_inserter(shapes));
}

void warn(const diff::CreateIndex& o, const schema::Index& index, Step& step) {
  step.hazards.push_back(
      {HazardKind::lock,
       fmt::format("blocks writes to {} while it is built{}; CREATE INDEX CONCURRENTLY, in a revision of its own with "
                   "transaction = false, does not",
                   to_string(o.table), index.unique ? ", and fails where two rows have the same key" : "")});
}

void warn(const diff::AddConstraint& o, Step& step) {
  const auto* key = std::get_if<schema::ForeignKey>(&o.constraint);
  if (key == nullptr) return;
  const std::string child = to_string(o.table);
  const std::string parent = to_string(key->referenced_table);
  if (!key->validated) {
    step.hazards.push_back({HazardKind::lock, fmt::format("blocks writes to {} and {} for a moment", child, parent)});
    return;
  }
  step.hazards.push_back(
      {HazardKind::scan,
       fmt::format("blocks writes to {} and {} while every row of {} is looked up, and fails where one has no match; "
                   "NOT VALID, and validation in a later revision, spares that",
                   child, parent, child)});
}

void warn(const diff::CreateView& o, Step& step) {
  if (!o.view.materialized) return;
  step.hazards.push_back({HazardKind::scan, fmt::format("computes all rows of {} anew", to_string(o.view.name))});
}

}  // namespace

Resource shape(const ObjectName& table) {
  return {"shape", table};
}

void order_around_shapes(const Expanded& expanded, std::vector<Step>& steps) {
  std::set<ObjectName> changing;
  for (const Step& step : steps) {
    for (const Resource& resource : step.provides) {
      if (resource.kind == "shape") changing.insert(resource.name);
    }
  }
  for (Step& step : steps) {
    const bool moved = makes_way(expanded, step);
    if (moved && is_drop(expanded.operations[step.operations.front()])) step.phase = Phase::release;
    if (step.phase == Phase::release) add_shapes(changing, step.releases, step.releases);
    const bool alters = std::ranges::any_of(step.provides, [](const Resource& r) { return r.kind == "shape"; });
    if (step.phase == Phase::constrain || (moved && !alters)) add_shapes(changing, step.needs, step.needs);
  }
}

void add_building_hazards(const Expanded& expanded, std::vector<Step>& steps) {
  for (Step& step : steps) {
    if (step.operations.size() != 1 || step.phase != Phase::constrain) continue;
    std::visit(overloaded{
                   [&](const diff::CreateIndex& o) { warn(o, o.index, step); },
                   [&](const diff::AddConstraint& o) { warn(o, step); },
                   [&](const diff::CreateView& o) { warn(o, step); },
                   [](const auto& /*other*/) {},
               },
               expanded.operations[step.operations.front()]);
  }
}

}  // namespace strata::dialects::postgresql
