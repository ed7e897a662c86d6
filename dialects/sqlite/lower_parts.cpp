// Look-ups for lower(); see lower_parts.hpp.
#include "dialects/sqlite/lower_parts.hpp"

#include "dialects/sqlite/mentions.hpp"
#include "dialects/sqlite/names.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace strata::dialects::sqlite {
namespace {

using schema::ObjectName;
using schema::OpaqueObject;

TableMap tables_of(const schema::Schema& schema) {
  TableMap tables;
  for (const schema::Table& table : schema.tables) {
    if (!table.temporary) tables.emplace(fold(table.name.name), &table);
  }
  return tables;
}

constexpr std::string_view new_prefix = "strata_new_";

std::string key_of(const OpaqueObject& object) {
  return (object.temporary ? "temporary " : "") + object.kind + " " + fold(object.name.name);
}

}  // namespace

diff::Resource relation(std::string_view name) {
  return {"relation", {"", fold(name)}};
}
diff::Resource temporary_relation(std::string_view name) {
  return {"relation", {"temp", fold(name)}};
}
diff::Resource trigger(std::string_view name) {
  return {"trigger", {"", fold(name)}};
}

Lowering::Lowering(const Change& change)
    : change_(change), from_tables_(tables_of(change.from)), to_tables_(tables_of(change.to)) {
  for (const diff::Operation& operation : change.operations) {
    if (const auto* drop = std::get_if<diff::DropOpaque>(&operation)) dropped_objects_.insert(key_of(drop->object));
    if (const auto* drop = std::get_if<diff::DropTable>(&operation)) {
      dropped_tables_.insert(fold(drop->table.name.name));
    }
  }
  find_mentions();
  find_broken();
  find_relations(change.from);
  find_relations(change.to);
}

// Only the names like those that name_for_new makes.
void Lowering::find_relations(const schema::Schema& schema) {
  const auto add = [&](const ObjectName& name) {
    if (std::string folded = fold(name.name); folded.starts_with(new_prefix)) relations_.insert(std::move(folded));
  };
  for (const schema::Table& table : schema.tables) {
    add(table.name);
    for (const schema::Index& index : table.indexes) add({"", index.name});
  }
  for (const schema::View& view : schema.views) add(view.name);
  for (const OpaqueObject& object : schema.opaque_objects) add(object.name);
}

// Once for the whole change, since each dropped table and column asks.
void Lowering::find_mentions() {
  const bool drops = std::ranges::any_of(change_.operations, [](const diff::Operation& operation) {
    return std::holds_alternative<diff::DropTable>(operation) || std::holds_alternative<diff::DropColumn>(operation);
  });
  if (!drops) return;
  for (const OpaqueObject& object : change_.from.opaque_objects) {
    if (object.kind != "trigger" || object.temporary || dropped_objects_.contains(key_of(object))) continue;
    if (object.table && dropped_tables_.contains(fold(object.table->name))) continue;
    mentions_.push_back({describe(object), names_in(object.definition)});
  }
  std::set<std::string> changed_views;
  for (const diff::Operation& operation : change_.operations) {
    if (const auto* drop = std::get_if<diff::DropView>(&operation)) changed_views.insert(fold(drop->view.name.name));
    if (const auto* o = std::get_if<diff::ReplaceView>(&operation)) changed_views.insert(fold(o->from.name.name));
  }
  for (const schema::View& view : change_.from.views) {
    if (view.temporary || changed_views.contains(fold(view.name.name))) continue;
    mentions_.push_back({"view " + to_string(view.name), names_in(view.definition)});
  }
}

void Lowering::find_broken() {
  const bool drops = std::ranges::any_of(change_.operations, [](const diff::Operation& operation) {
    return std::holds_alternative<diff::DropColumn>(operation);
  });
  if (!drops) return;
  std::set<std::string> known;
  for (const schema::Table& table : change_.from.tables) known.insert(fold(table.name.name));
  for (const schema::View& view : change_.from.views) known.insert(fold(view.name.name));
  for (const OpaqueObject& object : change_.from.opaque_objects) known.insert(fold(object.name.name));
  stands_beside_broken_ =
      std::ranges::any_of(change_.from.views,
                          [&](const schema::View& view) { return misses_relation(view.definition, known); }) ||
      std::ranges::any_of(change_.from.opaque_objects, [&](const OpaqueObject& object) {
        return object.kind == "trigger" && misses_relation(object.definition, known);
      });
}

std::vector<OpaqueObject> Lowering::surviving(const std::vector<OpaqueObject>& hanging) const {
  std::vector<OpaqueObject> out;
  std::ranges::copy_if(hanging, std::back_inserter(out), [&](const OpaqueObject& object) {
    return !object.temporary && !dropped_objects_.contains(key_of(object));
  });
  return out;
}

std::vector<OpaqueObject> Lowering::surviving_on(const ObjectName& owner) const {
  std::vector<OpaqueObject> hanging;
  std::ranges::copy_if(change_.from.opaque_objects, std::back_inserter(hanging), [&](const OpaqueObject& object) {
    return object.table && same_name(object.table->name, owner.name);
  });
  return surviving(hanging);
}

std::vector<diff::Hazard> Lowering::broken_by_drop(const ObjectName& table, std::string_view column) const {
  std::vector<diff::Hazard> hazards;
  for (const auto& [object, names] : mentions_) {
    if (!names.contains(fold(table.name)) || (!column.empty() && !names.contains(fold(column)))) continue;
    const std::string lost = column.empty() ? to_string(table) : fmt::format("{}.{}", to_string(table), column);
    hazards.push_back({diff::HazardKind::breaks,
                       fmt::format("{} mentions {}, which is dropped: change it in this revision too", object, lost)});
  }
  return hazards;
}

std::string Lowering::name_for_new(const schema::Table& table) const {
  std::string name = std::string(new_prefix) + table.name.name;
  while (relations_.contains(fold(name))) name += "_";
  return name;
}

const std::string* Lowering::fill_for(const ObjectName& table, std::string_view column) const {
  const auto found = std::ranges::find_if(change_.fills, [&](const auto& fill) {
    return same_name(fill.first.first.name, table.name) && same_name(fill.first.second, column);
  });
  return found == change_.fills.end() ? nullptr : &found->second;
}

std::set<std::string> acyclic(const std::map<std::string, std::set<std::string>>& references) {
  std::map<std::string, std::vector<std::string>> referrers;
  std::map<std::string, std::size_t> open;  // references not yet settled
  std::vector<std::string> ready;
  for (const auto& [name, targets] : references) {
    for (const std::string& target : targets) {
      if (target == name || !references.contains(target)) continue;
      referrers[target].push_back(name);
      ++open[name];
    }
    if (open[name] == 0) ready.push_back(name);
  }
  std::set<std::string> settled;
  while (!ready.empty()) {
    const std::string name = std::move(ready.back());
    ready.pop_back();
    for (const std::string& referrer : referrers[name]) {
      if (--open[referrer] == 0) ready.push_back(referrer);
    }
    settled.insert(name);
  }
  return settled;
}

}  // namespace strata::dialects::sqlite
