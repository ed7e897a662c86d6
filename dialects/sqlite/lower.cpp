// One case per operation; changes of a table that stays are gathered first and lowered together.
#include "dialects/sqlite/lower.hpp"

#include "dialects/sqlite/lower_parts.hpp"
#include "dialects/sqlite/names.hpp"
#include "dialects/sqlite/render.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace strata::dialects::sqlite {
namespace {

using diff::Operation;
using diff::overloaded;
using diff::Phase;
using diff::Step;
using schema::OpaqueObject;

using References = std::map<std::string, std::set<std::string>>;

void add_references(const schema::Table& table, References& references) {
  std::set<std::string>& targets = references[fold(table.name.name)];
  for (const schema::ForeignKey& key : table.foreign_keys) targets.insert(fold(key.referenced_table.name));
}

void add_references(const schema::View& view, References& references) {
  std::set<std::string>& targets = references[fold(view.name.name)];
  for (const schema::ObjectName& name : view.depends_on) targets.insert(fold(name.name));
}

// What this change creates and drops as wholes, and which of it can be put in an order by its references.
struct Wholes {
  References created;
  References dropped;
  std::set<std::string> ordered_created;
  std::set<std::string> ordered_dropped;
};

Wholes find_wholes(const diff::Operations& operations) {
  Wholes wholes;
  for (const Operation& operation : operations) {
    if (const auto* o = std::get_if<diff::CreateTable>(&operation)) add_references(o->table, wholes.created);
    if (const auto* o = std::get_if<diff::CreateView>(&operation)) add_references(o->view, wholes.created);
    if (const auto* o = std::get_if<diff::ReplaceView>(&operation)) add_references(o->to, wholes.created);
    if (const auto* o = std::get_if<diff::DropTable>(&operation)) add_references(o->table, wholes.dropped);
  }
  wholes.ordered_created = acyclic(wholes.created);
  wholes.ordered_dropped = acyclic(wholes.dropped);
  return wholes;
}

// A statement of `definition`, as its own step: what hangs on a table may mention others that come later.
void add_creation(Lowering& lowering, std::size_t operation, const OpaqueObject& object) {
  if (object.definition.empty()) {
    throw Error(ErrorCode::refused, fmt::format("strata can't re-create {}", describe(object)))
        .hint("write this change into an empty revision by hand");
  }
  const bool is_table = object.kind == "virtual table" || object.kind == "table";
  Step step;
  step.summary = "create " + describe(object);
  step.phase = is_table ? Phase::create : Phase::constrain;
  step.statements = {object.definition};
  step.operations = {operation};
  step.provides = {object.kind == "trigger" ? trigger(object.name.name) : relation(object.name.name)};
  if (object.table) step.needs.push_back(relation(object.table->name));
  if (!is_table) {
    for (const schema::ObjectName& name : object.depends_on) step.needs.push_back(relation(name.name));
  }
  lowering.add(std::move(step));
}

void add_removals(const std::vector<OpaqueObject>& hanging, Step& step) {
  for (const OpaqueObject& object : hanging) step.removes.push_back(trigger(object.name.name));
}

std::string_view drop_word(std::string_view opaque_kind) {
  if (opaque_kind == "trigger") return "TRIGGER";
  if (opaque_kind == "index") return "INDEX";
  if (opaque_kind == "view") return "VIEW";
  return "TABLE";
}

class Cases {
 public:
  explicit Cases(Lowering& lowering) : lowering_(lowering), wholes_(find_wholes(lowering.change().operations)) {}

  void lower(std::size_t index) {
    index_ = index;
    std::visit([this](const auto& operation) { lower(operation); }, lowering_.change().operations[index]);
  }

 private:
  [[nodiscard]] Step new_step(Phase phase) const {
    Step step;
    step.summary = diff::describe(lowering_.change().operations[index_]);
    step.phase = phase;
    step.operations = {index_};
    return step;
  }

  void lower(const diff::CreateTable& o) {
    Step step = new_step(Phase::create);
    step.statements = {create_table(o.table)};
    step.provides = {relation(o.table.name.name)};
    for (const schema::Index& index : o.table.indexes) {
      step.statements.push_back(create_index(o.table, index));
      step.provides.push_back(relation(index.name));
    }
    // SQLite doesn't need the referenced table first; people read the file more easily that way.
    for (const std::string& target : wholes_.created.at(fold(o.table.name.name))) {
      if (wholes_.ordered_created.contains(target)) step.needs.push_back(relation(target));
    }
    std::erase(step.needs, relation(o.table.name.name));
    lowering_.add(std::move(step));
    for (const OpaqueObject& object : o.hanging) add_creation(lowering_, index_, object);
  }

  // With enforcement on, DROP TABLE deletes the rows first: child rows may go with them, or RESTRICT may forbid it
  // (foreignkeys.html, section 5). A child that is gone by then doesn't matter.
  [[nodiscard]] bool has_child_rows(const schema::Table& table) const {
    const std::string name = fold(table.name.name);
    return std::ranges::any_of(lowering_.from_tables(), [&](const auto& entry) {
      const std::string& other = entry.first;
      const schema::Table* definition = entry.second;
      const bool gone = other != name && wholes_.ordered_dropped.contains(other);
      return !gone && std::ranges::any_of(definition->foreign_keys, [&](const schema::ForeignKey& key) {
        const bool own = other == name && key.on_delete != schema::ReferentialAction::restrict;
        return !own && same_name(key.referenced_table.name, name);
      });
    });
  }

  void lower(const diff::DropTable& o) {
    const std::string name = fold(o.table.name.name);
    Step step = new_step(Phase::drop);
    step.statements = {drop_table(o.table)};
    step.removes = {relation(name)};
    for (const schema::Index& index : o.table.indexes) step.removes.push_back(relation(index.name));
    add_removals(o.hanging, step);
    if (wholes_.ordered_dropped.contains(name)) {
      for (const std::string& target : wholes_.dropped.at(name)) {
        if (target != name) step.releases.push_back(relation(target));
      }
    }
    step.foreign_keys_off = has_child_rows(o.table);
    add_data_loss(o, step.hazards);
    std::ranges::move(lowering_.broken_by_drop(o.table.name, ""), std::back_inserter(step.hazards));
    lowering_.add(std::move(step));
  }

  void add_view(const schema::View& view, const std::vector<OpaqueObject>& hanging, Step step) {
    step.statements = {create_view(view)};
    step.provides = {relation(view.name.name)};
    for (const std::string& target : wholes_.created.at(fold(view.name.name))) {
      if (wholes_.ordered_created.contains(target)) step.needs.push_back(relation(target));
    }
    lowering_.add(std::move(step));
    for (const OpaqueObject& object : hanging) add_creation(lowering_, index_, object);
  }

  void remove_view(const schema::View& view, const std::vector<OpaqueObject>& hanging, Step step) {
    step.phase = Phase::release;
    step.statements = {drop_view(view)};
    step.removes = {relation(view.name.name)};
    add_removals(hanging, step);
    lowering_.add(std::move(step));
  }

  void lower(const diff::CreateView& o) { add_view(o.view, o.hanging, new_step(Phase::constrain)); }

  void lower(const diff::DropView& o) {
    Step step = new_step(Phase::release);
    add_data_loss(o, step.hazards);
    remove_view(o.view, o.hanging, std::move(step));
  }

  void lower(const diff::ReplaceView& o) {
    const std::vector<OpaqueObject> hanging = lowering_.surviving(o.hanging);
    Step drop = new_step(Phase::release);
    drop.summary = "drop view " + to_string(o.from.name) + ", to be re-created";
    remove_view(o.from, hanging, std::move(drop));
    add_view(o.to, hanging, new_step(Phase::constrain));
  }

  void lower(const diff::RedefineTemporaryTable& o) {
    const schema::Table& table = o.to ? *o.to : *o.from;
    Step step = new_step(Phase::constrain);
    step.statements = {drop_table(table)};
    if (o.to) {
      step.statements.push_back(create_table(table));
      for (const schema::Index& index : table.indexes) step.statements.push_back(create_index(table, index));
    }
    step.provides = {temporary_relation(table.name.name)};
    lowering_.add(std::move(step));
  }

  void lower(const diff::RedefineTemporaryView& o) {
    const schema::View& view = o.to ? *o.to : *o.from;
    Step step = new_step(Phase::constrain);
    step.statements = {drop_view(view)};
    if (o.to) step.statements.push_back(create_view(view));
    lowering_.add(std::move(step));
  }

  void lower(const diff::CreateOpaque& o) { add_creation(lowering_, index_, o.object); }

  void lower(const diff::DropOpaque& o) {
    const std::string_view word = drop_word(o.object.kind);
    Step step = new_step(word == "TABLE" ? Phase::drop : Phase::release);
    step.statements = {o.object.temporary
                           ? fmt::format("DROP {} IF EXISTS {}", word, quote({"temp", o.object.name.name}))
                           : fmt::format("DROP {} {}", word, quote_identifier(o.object.name.name))};
    step.removes = {o.object.kind == "trigger" ? trigger(o.object.name.name) : relation(o.object.name.name)};
    if (o.object.table) step.releases = {relation(o.object.table->name)};
    add_data_loss(o, step.hazards);
    lowering_.add(std::move(step));
  }

  template <class Other>
  void lower(const Other& other) {
    throw Error(ErrorCode::internal, fmt::format("SQLite can't {}", diff::describe(Operation(other))))
        .hint("please report this with both schemas (strata schema inspect --format json)");
  }

  Lowering& lowering_;
  Wholes wholes_;
  std::size_t index_ = 0;
};

const schema::Table& table_in(const TableMap& tables, const std::string& name, std::string_view side) {
  const auto found = tables.find(name);
  if (found == tables.end()) {
    throw Error(ErrorCode::internal, fmt::format("the {} schema of a change has no table {}", side, name));
  }
  return *found->second;
}

}  // namespace

Lowered lower(const Change& change) {
  if (!change.operations.empty() && std::ranges::all_of(change.operations, is_rename)) return lower_renames(change);

  Lowering lowering(change);
  Cases cases(lowering);
  std::vector<std::string> order;
  std::map<std::string, std::vector<std::size_t>> by_table;
  for (std::size_t i = 0; i < change.operations.size(); ++i) {
    const schema::ObjectName* table = changed_table(change.operations[i]);
    if (table == nullptr) {
      cases.lower(i);
      continue;
    }
    const std::string name = fold(table->name);
    if (!by_table.contains(name)) order.push_back(name);
    by_table[name].push_back(i);
  }
  for (const std::string& name : order) {
    lower_table(lowering, by_table[name], table_in(lowering.from_tables(), name, "old"),
                table_in(lowering.to_tables(), name, "new"));
  }
  return lowering.take();
}

}  // namespace strata::dialects::sqlite
