// Whole objects that are dropped: each after all that uses it, never with CASCADE, so that nothing goes that is not
// named. Foreign keys that run in a circle are dropped first.
#include "dialects/postgresql/circles.hpp"
#include "dialects/postgresql/lower_parts.hpp"
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/render.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>
#include <set>

namespace strata::dialects::postgresql {
namespace {

using diff::Phase;
using diff::Step;
using schema::ObjectName;

class Drops {
 public:
  explicit Drops(Lowering& lowering) : lowering_(lowering), circular_(circular_drops(lowering)) {
    find_dropped_owners();
  }

  void lower() {
    for (const std::size_t index : lowering_.open()) {
      index_ = index;
      std::visit([this](const auto& operation) { lower(operation); }, lowering_.operations()[index]);
      lowering_.mark_done(index);
    }
  }

 private:
  // What goes with its column or table needs no statement of its own.
  void find_dropped_owners() {
    std::set<schema::ColumnName> columns;
    std::set<ObjectName> tables;
    for (const diff::Operation& operation : lowering_.operations()) {
      if (const auto* o = std::get_if<diff::DropColumn>(&operation)) columns.insert({o->table, o->column.name});
      if (const auto* o = std::get_if<diff::DropTable>(&operation)) tables.insert(o->table.name);
    }
    for (std::size_t i = 0; i < lowering_.operations().size(); ++i) {
      const auto* o = std::get_if<diff::DropSequence>(&lowering_.operations()[i]);
      if (o == nullptr || o->sequence.owned_by.empty()) continue;
      const schema::ColumnName owner = owned_by(o->sequence.owned_by);
      if (tables.contains(owner.table) || columns.contains(owner)) gone_with_owner_.emplace(owner.table, i);
    }
  }

  [[nodiscard]] Step new_step(Phase phase) const {
    Step step = lowering_.new_step(index_, phase);
    add_data_loss(lowering_.operations()[index_], step.hazards);
    return step;
  }

  void add_drop(Phase phase, std::string statement, Resources removes, Resources releases) {
    Step step = new_step(phase);
    step.statements = {std::move(statement)};
    step.removes = std::move(removes);
    step.releases = std::move(releases);
    lowering_.add(std::move(step));
  }

  static Resources in_schema_of(const ObjectName& name) {
    Resources out;
    add_namespace(name, out);
    return out;
  }

  void lower(const diff::DropNamespace& o) {
    add_drop(Phase::drop, "DROP SCHEMA " + quote_identifier(o.name), {schema_named(o.name)}, {});
  }
  void lower(const diff::DropExtension& o) {
    add_drop(Phase::drop, "DROP EXTENSION " + quote_identifier(o.extension.name), {extension(o.extension.name)},
             in_schema_of({o.extension.schema, ""}));
  }
  void lower(const diff::DropEnum& o) {
    add_drop(Phase::drop, "DROP TYPE " + quote(o.type.name), {type(o.type.name)}, in_schema_of(o.type.name));
  }
  void lower(const diff::DropDomain& o) {
    add_drop(Phase::drop, "DROP DOMAIN " + quote(o.domain.name), {type(o.domain.name)}, used_by(lowering_, o.domain));
  }
  void lower(const diff::DropCompositeType& o) {
    add_drop(Phase::drop, "DROP TYPE " + quote(o.type.name), {type(o.type.name)}, used_by(o.type));
  }
  void lower(const diff::DropSequence& o) {
    if (is_gone_with_owner(index_)) return;
    add_drop(Phase::drop, "DROP SEQUENCE " + quote(o.sequence.name), {relation(o.sequence.name)},
             in_schema_of(o.sequence.name));
  }

  [[nodiscard]] bool is_gone_with_owner(std::size_t index) const {
    return std::ranges::any_of(gone_with_owner_, [&](const auto& entry) { return entry.second == index; });
  }

  void lower(const diff::DropTable& o) {
    Step step = new_step(Phase::drop);
    step.statements = {drop_table(o.table)};
    add_parts(o.table, step.removes);
    for (const schema::OpaqueObject& object : o.hanging) step.removes.push_back(hanging(object));
    step.releases = used_by(lowering_, o.table);
    const auto [first, last] = gone_with_owner_.equal_range(o.table.name);
    for (auto sequence = first; sequence != last; ++sequence) step.operations.push_back(sequence->second);
    for (const schema::OpaqueObject& object : o.hanging) append(used_by(object), step.releases);
    for (const schema::ForeignKey& key : o.table.foreign_keys) {
      if (key.referenced_table == o.table.name) continue;
      if (circular_.contains(o.table.name) && circular_.contains(key.referenced_table)) {
        drop_key_first(o.table.name, key);
        continue;
      }
      append(used_by(lowering_, o.table.name, key), step.releases);
    }
    lowering_.add(std::move(step));
  }

  static void add_parts(const schema::Table& table, Resources& resources) {
    resources.push_back(relation(table.name));
    resources.push_back(type(table.name));
    for (const schema::Column& c : table.columns) resources.push_back(column(table.name, c.name));
    for (const schema::Index& index : table.indexes) resources.push_back(relation(index_name(table.name, index)));
    for (const diff::Constraint& c : constraints_of(table)) add_constraint_itself(table.name, c, resources);
  }

  static void add_constraint_itself(const ObjectName& table, const diff::Constraint& dropped, Resources& resources) {
    const std::string& name = constraint_name(dropped);
    resources.push_back(constraint(table, name));
    const bool has_index =
        !std::holds_alternative<schema::ForeignKey>(dropped) && !std::holds_alternative<schema::Check>(dropped);
    if (has_index) resources.push_back(relation({table.schema, name}));
  }

  void drop_key_first(const ObjectName& table, const schema::ForeignKey& key) {
    Step step = lowering_.new_step(index_, Phase::release);
    step.summary = diff::describe(diff::DropConstraint{table, key});
    step.statements = {drop_constraint(table, key.name)};
    step.releases = used_by(lowering_, table, key);
    step.releases.push_back(relation(table));
    lowering_.add(std::move(step));
  }

  void lower(const diff::DropConstraint& o) {
    Resources removes;
    add_constraint_itself(o.table, o.constraint, removes);
    Resources releases = used_by(lowering_, o.table, o.constraint);
    releases.push_back(relation(o.table));
    add_drop(Phase::release, drop_constraint(o.table, constraint_name(o.constraint)), std::move(removes),
             std::move(releases));
  }

  void lower(const diff::DropIndex& o) {
    Resources releases = used_by(lowering_, o.index);
    releases.push_back(relation(o.table));
    for (const schema::KeyPart& part : o.index.parts) {
      if (!part.column.empty()) releases.push_back(column(o.table, part.column));
    }
    const ObjectName name = index_name(o.table, o.index);
    add_drop(Phase::release, "DROP INDEX " + quote(name), {relation(name)}, std::move(releases));
  }

  void lower(const diff::DropView& o) {
    Resources removes{relation(o.view.name), type(o.view.name)};
    for (const schema::Index& index : o.view.indexes) removes.push_back(relation(index_name(o.view.name, index)));
    for (const schema::OpaqueObject& object : o.hanging) removes.push_back(hanging(object));
    add_drop(Phase::release, drop_view(o.view), std::move(removes), used_by(o.view));
  }

  void lower(const diff::DropOpaque& o) {
    if (o.object.removal.empty()) return;  // it goes with what it hangs on, or with what is made in its place
    const bool early = o.object.table.has_value();
    add_drop(early ? Phase::release : Phase::drop, o.object.removal, {resource_of(o.object)}, used_by(o.object));
  }

  template <class Other>
  void lower(const Other& other) {
    throw Error(ErrorCode::internal, fmt::format("nobody can {}", diff::describe(diff::Operation(other))))
        .hint("please report this with both schemas (strata schema inspect --format json)");
  }

  Lowering& lowering_;
  std::set<ObjectName> circular_;  // dropped tables in or between circles of foreign keys
  std::multimap<ObjectName, std::size_t> gone_with_owner_;  // by the owner's table: operations that drop a sequence
  std::size_t index_ = 0;
};

}  // namespace

void lower_drops(Lowering& lowering) {
  Drops(lowering).lower();
}

}  // namespace strata::dialects::postgresql
