// See lower_remade.hpp. Two steps for each: in between, partitions are made and attached.
#include "dialects/postgresql/lower_remade.hpp"

#include "dialects/postgresql/family.hpp"
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/render.hpp"
#include "dialects/postgresql/table_change.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>

namespace strata::dialects::postgresql {
namespace {

using diff::HazardKind;
using diff::Phase;
using diff::Resource;
using diff::Step;
using schema::Column;
using schema::ObjectName;
using schema::Sequence;
using schema::Table;

Resource rows_of(const ObjectName& table) {
  return {"rows", table};
}
Resource gone(const ObjectName& table) {
  return {"old table", table};
}
Resource child(const ObjectName& table) {
  return {"child", table};
}

void append_all(auto&& from, auto& to) {
  std::ranges::move(from, std::back_inserter(to));
}

bool is_numbered(const Column& column) {
  return column.identity.has_value();
}

class Remaking {
 public:
  Remaking(Lowering& lowering, std::size_t drop, std::size_t create)
      : lowering_(lowering),
        drop_(drop),
        create_(create),
        from_(std::get<diff::DropTable>(lowering.operations()[drop]).table),
        to_(std::get<diff::CreateTable>(lowering.operations()[create]).table),
        old_name_(meanwhile(from_.name)),
        from_columns_(all_columns(lowering.from(), from_)),
        to_columns_(all_columns(lowering.to(), to_)) {
    rows_.table = to_.name;
  }

  void run() {
    lowering_.mark_done(drop_);
    lowering_.mark_done(create_);
    make_table();
    move_rows();
    move_counters();
    drop_old();
    add_keys();
    add_rows_step();
    add_foreign_keys();
  }

 private:
  // ---- the new table

  void make_table() {
    Step step = new_step("make table " + to_string(to_.name) + " anew");
    const std::string old_table = quote(from_.name);
    for (const Sequence* sequence : own_sequences()) {
      step.statements.push_back("ALTER SEQUENCE " + quote(sequence->name) + " OWNED BY NONE");
    }
    release_partitions(step);
    step.statements.push_back(fmt::format("ALTER TABLE {} RENAME TO {}", old_table, quote_identifier(old_name_.name)));
    for (const Column& column : from_.columns) put_sequence_aside(column, step);
    Table bare = to_;
    bare.primary_key.reset();
    bare.uniques.clear();
    bare.exclusions.clear();
    bare.foreign_keys.clear();
    std::erase_if(bare.checks, [](const schema::Check& check) { return !check.validated; });
    bare = without_inherited_properties(lowering_, std::move(bare));
    step.statements.push_back(create_table(bare));
    append_all(column_settings(bare), step.statements);
    append_all(itself(from_columns_), step.removes);
    step.provides = itself(to_columns_);
    step.provides.push_back(stood_aside(from_.name));
    step.needs = used_by(lowering_, to_);
    for (const ObjectName& name : parents_of(to_)) {
      const Table* parent = lowering_.to().table(name);
      if (parent == nullptr) continue;
      for (const Column& c : all_columns(lowering_.to(), *parent)) step.needs.push_back(column(name, c.name));
    }
    step.hazards.push_back({HazardKind::rewrite, fmt::format("copies every row of {} into a new table, while nothing "
                                                             "else reads or writes it",
                                                             to_string(to_.name))});
    lowering_.add(std::move(step));
  }

  // Those that stay stand alone until they are attached to the new table, without the keys and indexes that they have
  // because of the old one.
  void release_partitions(Step& step) const {
    std::vector<std::string> detached;
    for (const auto& [name, table] : lowering_.from().tables) {
      if (table->options.partition_of != from_.name || lowering_.to().table(name) == nullptr) continue;
      detached.push_back(fmt::format("ALTER TABLE {} DETACH PARTITION {}", quote(from_.name), quote(name)));
      step.removes.push_back(child(name));
    }
    if (detached.empty()) return;
    for (const diff::Constraint& made : constraints_of(from_)) {
      if (std::holds_alternative<schema::Check>(made)) continue;
      step.statements.push_back(drop_constraint(from_.name, constraint_name(made)));
    }
    for (const schema::Index& index : from_.indexes) {
      step.statements.push_back("DROP INDEX " + quote(index_name(from_.name, index)));
    }
    append_all(detached, step.statements);
  }

  [[nodiscard]] Step new_step(std::string summary) const {
    Step step = lowering_.new_step(create_, Phase::create);
    step.summary = std::move(summary);
    step.operations = {drop_, create_};
    return step;
  }

  [[nodiscard]] Resources itself(const std::vector<Column>& columns) const {
    Resources out{relation(to_.name), type(to_.name)};
    for (const Column& c : columns) out.push_back(column(to_.name, c.name));
    return out;
  }

  // A column's own sequence holds the name that the new column's is to have. (An identity's may have another one.)
  void put_sequence_aside(const Column& column, Step& step) const {
    const ObjectName sequence = sequence_of(from_.name, column.name);
    if (!is_numbered(column) || lowering_.from().sequence(sequence) != nullptr) return;
    step.statements.push_back(fmt::format("ALTER SEQUENCE {}{} RENAME TO {}", is_serial(column) ? "" : "IF EXISTS ",
                                          quote(sequence), quote_identifier(meanwhile(sequence).name)));
  }

  // Sequences that stay, and would go with the old table.
  [[nodiscard]] std::vector<const Sequence*> own_sequences() const {
    std::vector<const Sequence*> found;
    for (const auto& [name, sequence] : lowering_.from().sequences) {
      if (sequence->owned_by.empty() || lowering_.to().sequence(name) == nullptr) continue;
      if (owned_by(sequence->owned_by).table == from_.name) found.push_back(sequence);
    }
    return found;
  }

  // ---- its rows

  void move_rows() {
    std::vector<std::string> names;
    std::vector<std::string> values;
    for (const Column& to : to_columns_) {
      if (to.generated) continue;
      const auto from = std::ranges::find(from_columns_, to.name, &Column::name);
      const std::string value = from == from_columns_.end() ? value_of_new_column(lowering_, to, rows_)
                                                            : value_of_copied_column(lowering_, *from, to, rows_);
      if (value.empty()) continue;
      names.push_back(to.name);
      values.push_back(value);
    }
    warn_of_partitions();
    for (const Column& from : from_columns_) warn_of_loss(from);
    if (names.empty()) return;
    std::string list;
    for (const std::string& value : values) list += (list.empty() ? "" : ", ") + value;
    const bool always = std::ranges::any_of(to_columns_, [](const Column& column) {
      return column.identity && column.identity->kind == schema::IdentityKind::always;
    });
    rows_.after.push_back(fmt::format("INSERT INTO {} ({}){}\nSELECT {}\nFROM {}{}", quote(to_.name), quote_list(names),
                                      always ? " OVERRIDING SYSTEM VALUE" : "", list,
                                      from_.options.partition_by.empty() ? "ONLY " : "", quote(old_name_)));
  }

  void warn_of_partitions() {
    if (to_.options.partition_by.empty()) return;
    const bool any = std::ranges::any_of(
        lowering_.to().tables, [&](const auto& entry) { return entry.second->options.partition_of == to_.name; });
    rows_.add_hazard(HazardKind::breaks, fmt::format("fails where a row of {} belongs to none of its partitions{}",
                                                     to_string(to_.name), any ? "" : ", of which there are none"));
  }

  void warn_of_loss(const Column& from) {
    if (from.generated || std::ranges::find(to_columns_, from.name, &Column::name) != to_columns_.end()) return;
    diff::DropColumn dropped{to_.name, from};
    add_data_loss(dropped, rows_.hazards);
  }

  // ---- what numbers them

  void move_counters() {
    for (const Column& to : to_.columns) {
      if (!is_numbered(to)) continue;
      const auto from = std::ranges::find(from_.columns, to.name, &Column::name);
      const std::string sequence = serial_sequence(to_.name, to);
      if (from != from_.columns.end() && is_numbered(*from)) {
        rows_.after.push_back(
            fmt::format("SELECT setval({0}, coalesce(last, nextval({0})), last IS NOT NULL)\n"
                        "FROM pg_sequence_last_value({1}::regclass) AS last",
                        sequence, serial_sequence(old_name_, to)));
      } else if (from != from_.columns.end()) {
        const std::string name = quote_identifier(to.name);
        rows_.after.push_back(fmt::format("SELECT setval({}, max({}))\nFROM {}\nHAVING max({}) >= 1", sequence, name,
                                          quote(to_.name), name));
      }
    }
    for (const Sequence* sequence : own_sequences()) {
      const Sequence* stays = lowering_.to().sequence(sequence->name);
      if (stays->owned_by == sequence->owned_by) rows_.after.push_back(sequence_owner(*stays));
    }
  }

  static std::string serial_sequence(const ObjectName& table, const Column& column) {
    return fmt::format("pg_get_serial_sequence({}, {})", quote_literal(quote(table)), quote_literal(column.name));
  }

  // ---- the end of the old one

  void drop_old() {
    rows_.after.push_back("DROP TABLE " + quote(old_name_));
    rows_.provides.push_back(gone(from_.name));
    for (const auto& [name, table] : lowering_.from().tables) {
      const auto& parents = table->options.inherits;
      const bool inherits = std::ranges::find(parents, from_.name) != parents.end();
      if (inherits && lowering_.is_remade(name)) rows_.needs.push_back(gone(name));
    }
    append_all(used_by(lowering_, from_), rows_.releases);
    for (const Resource& own : itself(from_columns_)) std::erase(rows_.releases, own);  // the first step's
    for (const Sequence* sequence : own_sequences()) rows_.releases.push_back(relation(sequence->name));
    for (const diff::Constraint& made : constraints_of(from_)) add_names(from_.name, made, rows_.removes);
    for (const schema::Index& index : from_.indexes) rows_.removes.push_back(relation(index_name(from_.name, index)));
    for (const ObjectName& name : parents_of(from_)) {
      if (lowering_.is_remade(name)) {  // which has stepped aside by then, and waits for this one to go
        std::erase(rows_.releases, relation(name));
        continue;
      }
      for (const Column& c : from_columns_) rows_.releases.push_back(column(name, c.name));
    }
  }

  static void add_names(const ObjectName& table, const diff::Constraint& made, Resources& resources) {
    const std::string& name = constraint_name(made);
    if (name.empty()) return;
    resources.push_back(constraint(table, name));
    resources.push_back(relation({table.schema, name}));
  }

  // ---- what holds once the rows are there

  void add_keys() {
    std::string clauses;
    for (const diff::Constraint& made : constraints_of(to_)) {
      const auto* check = std::get_if<schema::Check>(&made);
      add_names(to_.name, made, rows_.provides);
      if (std::holds_alternative<schema::ForeignKey>(made) || (check != nullptr && check->validated)) continue;
      clauses += (clauses.empty() ? "\n  ADD " : ",\n  ADD ") + constraint_definition(made);
    }
    if (!clauses.empty()) rows_.after.push_back("ALTER TABLE " + quote(to_.name) + clauses);
    for (const schema::Index& index : to_.indexes) {
      rows_.after.push_back(create_index(to_.name, index));
      rows_.provides.push_back(relation(index_name(to_.name, index)));
    }
    Table without_keys = to_;
    without_keys.foreign_keys.clear();
    append_all(comments(without_keys), rows_.after);
  }

  void add_rows_step() {
    Step step = new_step("move the rows of " + to_string(to_.name));
    step.statements = std::move(rows_.after);
    step.hazards = std::move(rows_.hazards);
    step.provides = std::move(rows_.provides);
    step.provides.push_back(rows_of(to_.name));
    step.needs = std::move(rows_.needs);
    append_all(used_by(lowering_, to_), step.needs);
    std::erase_if(step.needs,
                  [&](const Resource& r) { return std::ranges::find(step.provides, r) != step.provides.end(); });
    step.needs.push_back(relation(to_.name));
    wait_for_partitions(to_.name, step.needs);
    step.releases = std::move(rows_.releases);
    std::erase_if(step.releases,
                  [&](const Resource& r) { return std::ranges::find(step.needs, r) != step.needs.end(); });
    step.removes = std::move(rows_.removes);
    lowering_.add(std::move(step));
  }

  void wait_for_partitions(const ObjectName& parent, Resources& needs) const {
    for (const auto& [name, table] : lowering_.to().tables) {
      if (table->options.partition_of != parent) continue;
      needs.push_back(relation(name));
      needs.push_back(child(name));
      wait_for_partitions(name, needs);
    }
  }

  void add_foreign_keys() {
    for (const schema::ForeignKey& key : to_.foreign_keys) {
      Step step = new_step(diff::describe(diff::AddConstraint{to_.name, key}));
      step.phase = Phase::constrain;
      step.statements = {add_constraint(to_.name, key)};
      append_all(comments(to_.name, diff::Constraint(key)), step.statements);
      step.needs = used_by(lowering_, to_.name, key);
      step.needs.push_back(rows_of(to_.name));
      if (lowering_.is_remade(key.referenced_table)) step.needs.push_back(rows_of(key.referenced_table));
      lowering_.add(std::move(step));
    }
  }

  Lowering& lowering_;
  std::size_t drop_;
  std::size_t create_;
  const Table& from_;
  const Table& to_;
  ObjectName old_name_;
  std::vector<Column> from_columns_;
  std::vector<Column> to_columns_;
  TableChange rows_;  // of the second step
};

bool makes_partition(const Lowering& lowering, const ObjectName& parent, const Step& step) {
  return std::ranges::any_of(step.provides, [&](const Resource& resource) {
    if (resource.kind != "relation" && resource.kind != "child") return false;
    const Table* table = lowering.to().table(resource.name);
    return table != nullptr && table->options.partition_of == parent;
  });
}

}  // namespace

void lower_remade(Lowering& lowering) {
  std::map<ObjectName, std::size_t> created;
  for (const std::size_t i : lowering.open()) {
    if (const auto* o = std::get_if<diff::CreateTable>(&lowering.operations()[i])) created.emplace(o->table.name, i);
  }
  for (const std::size_t i : lowering.open()) {
    const auto* o = std::get_if<diff::DropTable>(&lowering.operations()[i]);
    if (o == nullptr || !lowering.is_remade(o->table.name)) continue;
    Remaking(lowering, i, created.at(o->table.name)).run();
  }
}

void order_around_remade(const Lowering& lowering, std::vector<Step>& steps) {
  for (Step& step : steps) {
    const bool remakes = std::ranges::any_of(step.provides, [&](const Resource& resource) {
      return resource.kind == "rows" || (resource.kind == "relation" && lowering.is_remade(resource.name));
    });
    if (remakes) continue;
    Resources waits;
    for (const Resource& resource : step.needs) {
      if (resource.kind != "relation" || !lowering.is_remade(resource.name)) continue;
      if (!makes_partition(lowering, resource.name, step)) waits.push_back(rows_of(resource.name));
    }
    append_all(waits, step.needs);
  }
}

}  // namespace strata::dialects::postgresql
