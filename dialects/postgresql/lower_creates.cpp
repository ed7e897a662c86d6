// Whole objects that are created. Foreign keys stand inside CREATE TABLE where the tables can be put in an order by
// them, and are added afterwards where they run in a circle.
#include "dialects/postgresql/circles.hpp"
#include "dialects/postgresql/family.hpp"
#include "dialects/postgresql/lower_parts.hpp"
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/render.hpp"
#include "dialects/postgresql/reparsable.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>

namespace strata::dialects::postgresql {
namespace {

using diff::Operation;
using diff::Phase;
using diff::Step;
using schema::ObjectName;
using schema::OpaqueObject;

bool is_routine(const OpaqueObject& object) {
  return resource_of(object).kind == "function";
}

// Grants, policies and their kind come last; what is neither a table nor hangs on one may be needed by anything.
Phase phase_of(const OpaqueObject& object) {
  if (object.kind == "foreign table") return Phase::create;
  const bool late = object.table.has_value() || object.kind == "grant" || object.kind == "publication" ||
                    object.kind == "statistics" || object.kind == "default privileges";
  return late ? Phase::constrain : Phase::prepare;
}

// What bodies mention may come later or be missing, as the server lets it be too once they stand.
const diff::Resource unchecked_bodies{"setting", {"", "check_function_bodies"}};

class Creations {
 public:
  explicit Creations(Lowering& lowering) : lowering_(lowering), circles_(find_circles(lowering)) {}

  void lower() {
    for (const std::size_t index : lowering_.open()) {
      index_ = index;
      taken_ = true;
      std::visit([this](const auto& operation) { lower(operation); }, lowering_.operations()[index]);
      if (taken_) lowering_.mark_done(index);
    }
    if (has_routines_) surround_routines();
  }

 private:
  [[nodiscard]] Step new_step(Phase phase) const { return lowering_.new_step(index_, phase); }

  void lower(const diff::CreateNamespace& o) {
    Step step = new_step(Phase::prepare);
    step.statements = {create_schema(o.name)};
    step.provides = {schema_named(o.name)};
    lowering_.add(std::move(step));
  }

  void lower(const diff::CreateExtension& o) {
    Step step = new_step(Phase::prepare);
    step.statements = {create_extension(o.extension)};
    step.provides = {extension(o.extension.name)};
    add_namespace({o.extension.schema, ""}, step.needs);
    lowering_.add(std::move(step));
  }

  template <class T>
  void add_type(const T& object, std::vector<std::string> statements, Resources needs) {
    Step step = new_step(Phase::create);
    step.statements = std::move(statements);
    append(comments(object), step.statements);
    step.provides = {type(object.name)};
    step.needs = std::move(needs);
    lowering_.add(std::move(step));
  }

  void lower(const diff::CreateEnum& o) {
    Resources needs;
    add_namespace(o.type.name, needs);
    add_type(o.type, {create_enum(o.type)}, std::move(needs));
  }
  void lower(const diff::CreateDomain& o) {
    std::vector<std::string> statements{create_domain(o.domain)};
    for (const schema::Check& check : o.domain.checks) {
      if (!check.validated) statements.push_back(add_check(o.domain, check));
    }
    add_type(o.domain, std::move(statements), used_by(lowering_, o.domain));
  }
  void lower(const diff::CreateCompositeType& o) { add_type(o.type, {create_composite_type(o.type)}, used_by(o.type)); }

  void lower(const diff::CreateSequence& o) {
    Step step = new_step(Phase::create);
    step.statements = {create_sequence(o.sequence)};
    append(comments(o.sequence), step.statements);
    step.provides = {relation(o.sequence.name)};
    add_namespace(o.sequence.name, step.needs);
    lowering_.add(std::move(step));
    if (o.sequence.owned_by.empty()) return;
    const schema::ColumnName owner = owned_by(o.sequence.owned_by);
    Step own = new_step(Phase::create);
    own.summary =
        fmt::format("let {} belong to {}.{}", to_string(o.sequence.name), to_string(owner.table), owner.column);
    own.statements = {sequence_owner(o.sequence)};
    own.needs = {relation(o.sequence.name), relation(owner.table), column(owner.table, owner.column)};
    lowering_.add(std::move(own));
  }

  void lower(const diff::CreateTable& o) {
    schema::Table table = o.table;
    const std::vector<diff::Constraint> later = circles_.take_out_of(table);
    table = without_inherited_properties(lowering_, std::move(table));
    add_table(table);
    for (const diff::Constraint& constraint : later) add_constraint_step(table.name, constraint, Phase::constrain);
    for (const auto& [column_name, value] : circles_.defaults_of(o.table)) add_default(table.name, column_name, value);
    for (const schema::Index& index : circles_.indexes_of(o.table)) add_index(table.name, index);
    for (const OpaqueObject& object : o.hanging) add_opaque(object);
  }

  void add_table(const schema::Table& table) {
    Step step = new_step(Phase::create);
    step.statements = {create_table(table)};
    append(column_settings(table), step.statements);
    for (const schema::Index& index : table.indexes) step.statements.push_back(create_index(table.name, index));
    append(comments(table), step.statements);
    step.provides = {relation(table.name), type(table.name)};
    for (const schema::Column& c : table.columns) step.provides.push_back(column(table.name, c.name));
    for (const diff::Constraint& c : constraints_of(table)) provide(table.name, c, step.provides);
    for (const schema::Index& index : table.indexes) step.provides.push_back(relation(index_name(table.name, index)));
    step.needs = used_by(lowering_, table);
    for (const schema::ForeignKey& key : table.foreign_keys) append(used_by(lowering_, table.name, key), step.needs);
    circles_.forget_needs_of(table.name, step.needs);
    lowering_.add(std::move(step));
  }

  // The index behind a key is a relation of the same name.
  static void provide(const ObjectName& table, const diff::Constraint& made, Resources& resources) {
    const std::string& name = constraint_name(made);
    if (name.empty()) return;
    resources.push_back(constraint(table, name));
    const bool has_index =
        !std::holds_alternative<schema::ForeignKey>(made) && !std::holds_alternative<schema::Check>(made);
    if (has_index) resources.push_back(relation({table.schema, name}));
  }

  void add_constraint_step(const ObjectName& table, const diff::Constraint& added, Phase phase) {
    Step step = new_step(phase);
    step.summary = diff::describe(diff::AddConstraint{table, added});
    step.statements = {add_constraint(table, added)};
    append(comments(table, added), step.statements);
    provide(table, added, step.provides);
    step.needs = used_by(lowering_, table, added);
    step.needs.push_back(relation(table));
    lowering_.add(std::move(step));
  }

  void add_default(const ObjectName& table, const std::string& column_name, const std::string& value) {
    Step step = new_step(Phase::constrain);
    step.summary = fmt::format("set the default of {}.{}", to_string(table), column_name);
    step.statements = {fmt::format("ALTER TABLE {} ALTER COLUMN {} SET {}", quote(table), quote_identifier(column_name),
                                   default_clause(value))};
    step.needs = {relation(table)};
    lowering_.add_used_by(value, step.needs);
    lowering_.add(std::move(step));
  }

  void lower(const diff::AddConstraint& o) { add_constraint_step(o.table, o.constraint, Phase::constrain); }

  void add_index(const ObjectName& owner, const schema::Index& index) {
    Step step = new_step(Phase::constrain);
    step.summary = diff::describe(diff::CreateIndex{owner, index});
    step.statements = {create_index(owner, index)};
    append(comments(owner, index), step.statements);
    step.provides = {relation(index_name(owner, index))};
    step.needs = used_by(lowering_, index);
    step.needs.push_back(relation(owner));
    for (const schema::KeyPart& part : index.parts) {
      if (!part.column.empty()) step.needs.push_back(column(owner, part.column));
    }
    for (const std::string& name : index.include) step.needs.push_back(column(owner, name));
    lowering_.add(std::move(step));
  }

  void lower(const diff::CreateIndex& o) { add_index(o.table, o.index); }

  [[nodiscard]] bool is_of_view(const schema::View& user, const diff::Resource& resource) const {
    return std::ranges::any_of(user.used_columns, [&](const schema::ColumnName& used) {
      return column(used.table, used.column) == resource && lowering_.to().view(used.table) != nullptr;
    });
  }

  void lower(const diff::CreateView& o) {
    Step step = new_step(Phase::constrain);
    step.statements = {create_view(o.view)};
    step.provides = {relation(o.view.name), type(o.view.name)};
    step.needs = used_by(o.view);
    // The columns of a view come with it.
    std::erase_if(step.needs, [&](const diff::Resource& r) { return r.kind == "column" && is_of_view(o.view, r); });
    for (const schema::Index& index : o.view.indexes) {
      step.statements.push_back(create_index(o.view.name, index));
      step.provides.push_back(relation(index_name(o.view.name, index)));
      append(used_by(lowering_, index), step.needs);
    }
    append(comments(o.view), step.statements);
    lowering_.add(std::move(step));
    for (const OpaqueObject& object : o.hanging) add_opaque(object);
  }

  void lower(const diff::RedefineTemporaryTable& o) {
    const schema::Table& table = o.to ? *o.to : *o.from;
    Step step = new_step(Phase::constrain);
    step.statements = {drop_table(table)};
    if (o.to) {
      step.statements.push_back(create_table(table));
      append(column_settings(table), step.statements);
      for (const schema::Index& index : table.indexes)
        step.statements.push_back(create_index({"", table.name.name}, index));
      append(comments(table), step.statements);
      step.needs = used_by(lowering_, table);
    } else {
      step.releases = used_by(lowering_, table);
    }
    step.provides = {relation({"pg_temp", table.name.name})};
    lowering_.add(std::move(step));
  }

  void lower(const diff::RedefineTemporaryView& o) {
    const schema::View& view = o.to ? *o.to : *o.from;
    Step step = new_step(Phase::constrain);
    step.statements = {drop_view(view)};
    if (o.to) step.statements.push_back(create_view(view));
    (o.to ? step.needs : step.releases) = used_by(view);
    lowering_.add(std::move(step));
  }

  void lower(const diff::CreateOpaque& o) { add_opaque(o.object); }

  void add_opaque(const OpaqueObject& object) {
    if (object.definition.empty()) {
      throw Error(ErrorCode::refused, fmt::format("strata can't re-create {}", describe(object)))
          .hint("write this change into an empty revision by hand");
    }
    Step step = new_step(phase_of(object));
    step.summary = "create " + describe(object);
    step.statements = {reparsable(object.definition)};  // of policies, rules and their kind
    step.provides = {resource_of(object)};
    if (step.provides.front().kind == "relation") step.provides.push_back(type(object.name));
    step.needs = used_by(object);
    if (is_routine(object)) {
      step.needs.push_back(unchecked_bodies);
      has_routines_ = true;
    }
    lowering_.add(std::move(step));
  }

  void surround_routines() {
    Step off;
    off.summary = "leave the bodies of functions unchecked";
    off.phase = Phase::release;
    off.statements = {"SET check_function_bodies = off"};
    off.provides = {unchecked_bodies};
    lowering_.add(std::move(off));
    Step on;
    on.summary = "check the bodies of functions again";
    on.phase = Phase::prepare;
    on.statements = {"RESET check_function_bodies"};
    on.needs = {unchecked_bodies};
    on.removes = {unchecked_bodies};
    lowering_.add(std::move(on));
  }

  template <class Other>
  void lower(const Other&) {
    taken_ = false;
  }

  Lowering& lowering_;
  Circles circles_;
  std::size_t index_ = 0;
  bool taken_ = false;
  bool has_routines_ = false;
};

}  // namespace

void lower_creations(Lowering& lowering) {
  Creations(lowering).lower();
}

}  // namespace strata::dialects::postgresql
