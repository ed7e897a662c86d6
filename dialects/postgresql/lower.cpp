// What stands in the way of the change joins the operations; then each concern in turn takes those that are its own,
// see lower_parts.hpp. All of it is done again where a new label of an enum turns out to be used by the change itself:
// such an enum is replaced, since a label can't be used by the transaction that adds it.
#include "dialects/postgresql/lower.hpp"

#include "dialects/postgresql/follow_parents.hpp"
#include "dialects/postgresql/lower_parts.hpp"
#include "dialects/postgresql/lower_remade.hpp"
#include "dialects/postgresql/make_way.hpp"
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/shape.hpp"

#include <algorithm>

namespace strata::dialects::postgresql {
namespace {

using schema::ObjectName;

// Renames run by themselves, with the schemas that tables move to.
bool are_renames(const diff::Operations& operations) {
  const auto beside_renames = [](const diff::Operation& operation) {
    return is_rename(operation) || std::holds_alternative<diff::CreateNamespace>(operation) ||
           std::holds_alternative<diff::DropNamespace>(operation);
  };
  return std::ranges::any_of(operations, is_rename) && std::ranges::all_of(operations, beside_renames);
}

Lowered lower(const Change& change, const std::set<ObjectName>& replaced_enums) {
  const Expanded followed = follow_parents(Lowering(change));
  const Change asked{followed.operations, change.from, change.to, change.fills, change.online};
  const Lowering look(asked);
  Expanded expanded = make_way(look, find_disturbed(look, replaced_enums));
  compose_origins(followed, expanded);
  const Change whole{expanded.operations, change.from, change.to, change.fills};
  Lowering lowering(whole);
  lower_remade(lowering);
  lower_pairs(lowering);
  lower_type_changes(lowering);
  lower_table_changes(lowering);
  lower_view_changes(lowering);
  lower_creations(lowering);
  lower_drops(lowering);
  Lowered lowered = lowering.take();
  order_around_remade(lowering, lowered.steps);
  order_around_shapes(expanded, lowered.steps);
  add_building_hazards(expanded, lowered.steps);
  restore_origins(expanded, lowered.steps);
  return lowered;
}

// Whether a statement that is not about the enum itself uses one of the labels, which the server writes 'label'::enum.
bool uses_new_label(const std::vector<diff::Step>& steps, std::size_t operation, const diff::AlterEnum& o,
                    const Fills& fills) {
  return std::ranges::any_of(o.to.labels, [&](const std::string& label) {
    if (std::ranges::find(o.from.labels, label) != o.from.labels.end()) return false;
    const std::string literal = quote_literal(label);
    const std::string used = literal + "::" + quote(o.to.name);
    const bool fills_rows =
        std::ranges::any_of(fills, [&](const auto& fill) { return fill.second.find(literal) != std::string::npos; });
    return fills_rows || std::ranges::any_of(steps, [&](const diff::Step& step) {
             if (std::ranges::find(step.operations, operation) != step.operations.end()) return false;
             return std::ranges::any_of(step.statements, [&](const std::string& statement) {
               return statement.find(used) != std::string::npos;
             });
           });
  });
}

}  // namespace

Lowered lower(const Change& change) {
  if (are_renames(change.operations)) return lower_renames(change);
  Lowered lowered = lower(change, {});
  std::set<ObjectName> replaced;
  for (std::size_t i = 0; i < change.operations.size(); ++i) {
    const auto* o = std::get_if<diff::AlterEnum>(&change.operations[i]);
    if (o == nullptr || !only_adds_labels(o->from, o->to)) continue;
    if (uses_new_label(lowered.steps, i, *o, change.fills)) replaced.insert(o->to.name);
  }
  return replaced.empty() ? lowered : lower(change, replaced);
}

}  // namespace strata::dialects::postgresql
