// Whole things that are made: tables with all they hold, but for foreign keys that run in circles; views behind what
// they use; sequences and programs before those who use them.
#include "dialects/mariadb/lower_parts.hpp"
#include "dialects/mariadb/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace strata::dialects::mariadb {
namespace {

using diff::Phase;
using diff::Step;
using schema::ForeignKey;
using schema::ObjectName;
using schema::Table;

void add_references(const Table& table, Resources& needs) {
  for (const ForeignKey& key : table.foreign_keys) {
    if (key.referenced_table == table.name) continue;
    needs.push_back(relation(key.referenced_table));
    needs.push_back(shape(key.referenced_table));
  }
}

class Creations {
 public:
  explicit Creations(Lowering& lowering) : lowering_(lowering) {
    std::vector<const Table*> created;
    for (const std::size_t i : lowering.open()) {
      if (const auto* o = std::get_if<diff::CreateTable>(&lowering.operations()[i])) created.push_back(&o->table);
    }
    circular_ = in_circles(created);
  }

  void run() {
    for (const std::size_t i : lowering_.open()) {
      index_ = i;
      std::visit([this](const auto& operation) { lower(operation); }, lowering_.operations()[i]);
    }
  }

 private:
  Step take(Phase phase) {
    lowering_.mark_done(index_);
    return lowering_.new_step(index_, phase);
  }

  void lower(const diff::CreateTable& o) {
    Table table = o.table;
    std::vector<ForeignKey> later;
    const auto waits = [&](const ForeignKey& key) {
      return key.referenced_table != table.name && circular_.contains(key.referenced_table);
    };
    if (circular_.contains(table.name)) {
      std::ranges::copy_if(table.foreign_keys, std::back_inserter(later), waits);
      std::erase_if(table.foreign_keys, waits);
    }
    Step step = take(Phase::create);
    step.statements = {create_table(table)};
    step.provides = {relation(table.name), shape(table.name)};
    add_references(table, step.needs);
    add_named(table.depends_on, step.needs);
    lowering_.add(std::move(step));
    if (!later.empty()) add_keys(o.table.name, later);
    for (const schema::OpaqueObject& object : o.hanging) create(object);
  }

  void add_keys(const ObjectName& table, const std::vector<ForeignKey>& keys) {
    Step step = lowering_.new_step(index_, Phase::constrain);
    step.summary = "add foreign keys to table " + to_string(table);
    std::vector<std::string> clauses;
    for (const ForeignKey& key : keys) {
      clauses.push_back("ADD " + constraint_definition(key));
      step.needs.push_back(relation(key.referenced_table));
      step.needs.push_back(shape(key.referenced_table));
    }
    step.statements = {alter_table(table, clauses)};
    step.needs.push_back(relation(table));
    lowering_.add(std::move(step));
  }

  // Programs are not looked into before they run, but a view's functions must be there.
  void create(const schema::OpaqueObject& object) {
    if (object.definition.empty()) return;
    Step step = lowering_.new_step(index_, object.table ? Phase::constrain : Phase::prepare);
    step.summary = "create " + schema::describe(object);
    step.statements = {object.definition};
    step.provides = {resource_of(object)};
    if (object.table) step.needs = {relation(*object.table), shape(*object.table)};
    // Triggers in their order; what else a program uses it needs only when it runs.
    for (const ObjectName& name : object.depends_on) {
      if (object.kind == "trigger") step.needs.push_back({"trigger", name});
      if (object.kind == "key without overlaps") step.needs.push_back({"period", name});
    }
    if (object.kind == "table") add_named(object.depends_on, step.needs);
    if (object.kind == "package body") step.needs.push_back(routine(object.name));
    lowering_.add(std::move(step));
  }

  void lower(const diff::CreateOpaque& o) {
    lowering_.mark_done(index_);
    create(o.object);
  }

  void lower(const diff::CreateView& o) {
    Step step = take(Phase::constrain);
    step.statements = {create_view(o.view)};
    step.provides = {relation(o.view.name), shape(o.view.name)};
    add_named(o.view.depends_on, step.needs);
    lowering_.add(std::move(step));
    for (const schema::OpaqueObject& object : o.hanging) create(object);
  }

  // MariaDB looks at what a view uses when it is made, and at nothing later: those who use it need not make way.
  void lower(const diff::ReplaceView& o) {
    Step step = take(Phase::constrain);
    step.statements = {create_or_replace_view(o.to)};
    step.needs = {relation(o.to.name)};
    add_named(o.to.depends_on, step.needs);
    step.provides = {shape(o.to.name)};
    for (const ObjectName& name : o.from.depends_on) {
      const bool stays = std::ranges::find(o.to.depends_on, name) != o.to.depends_on.end();
      if (!stays) step.releases.push_back(relation(name));
    }
    lowering_.add(std::move(step));
  }

  void lower(const diff::CreateSequence& o) {
    Step step = take(Phase::prepare);
    step.statements = {create_sequence(o.sequence)};
    step.provides = {relation(o.sequence.name), shape(o.sequence.name)};
    lowering_.add(std::move(step));
  }

  void lower(const diff::AlterSequence& o) {
    Step step = take(Phase::alter);
    step.statements = alter_sequence(o.from, o.to);
    step.needs = {relation(o.to.name)};
    lowering_.add(std::move(step));
  }

  void lower(const diff::RedefineTemporaryTable& o) {
    Step step = take(Phase::create);
    step.statements = {drop_table(o.to ? *o.to : *o.from)};
    if (o.to) {
      step.statements.push_back(create_table(*o.to));
      add_named(o.to->depends_on, step.needs);
    }
    lowering_.add(std::move(step));
  }

  void lower(const auto& /*other*/) {}

  Lowering& lowering_;
  std::set<ObjectName> circular_;
  std::size_t index_ = 0;
};

}  // namespace

void lower_creations(Lowering& lowering) {
  Creations(lowering).run();
}

}  // namespace strata::dialects::mariadb
