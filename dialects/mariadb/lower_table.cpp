// Tables that stay: their changes gathered by table and written as one ALTER TABLE, with others before and after it
// only where rows must get values, where foreign keys are in the way, or where they refer to what is made elsewhere.
#include "dialects/mariadb/column_order.hpp"
#include "dialects/mariadb/column_types.hpp"
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/render.hpp"
#include "dialects/mariadb/table_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace strata::dialects::mariadb {
namespace {

using diff::HazardKind;
using diff::Phase;
using diff::Step;
using schema::Column;
using schema::ForeignKey;
using schema::ObjectName;
using schema::Table;

// The same definition in effect: with the table's character set where the column has none of its own.
bool same_definition(const Table& from, Column old_column, const Table& to, const Column& column) {
  if (!same_storage(from, old_column, to, column)) return false;
  old_column.character_set = column.character_set;
  old_column.collation = column.collation;
  return old_column == column;
}

bool same_check(const Table& from, const Table& to, const std::string& column) {
  const schema::Check* old_check = column_check(from, column);
  const schema::Check* check = column_check(to, column);
  if (old_check == nullptr || check == nullptr) return old_check == check;
  return old_check->expression == check->expression;
}

class Gathering {
 public:
  Gathering(Lowering& lowering, const Table& from, const Table& to, Parts parts, std::vector<ForeignKey> disturbed)
      : lowering_(lowering),
        parts_(std::move(parts)),
        disturbed_(std::move(disturbed)),
        change_{.table = to.name, .from = from, .to = to} {}

  void run() {
    if (has_unmodelled_parts()) change_.main.work.unknown = change_.last.work.unknown = true;
    change_foreign_keys();
    drop_constraints(parts_, change_);
    drop_indexes(parts_, change_);
    change_columns();
    add_indexes(parts_, change_);
    keep_indexes_of_foreign_keys(dropped_indexes(parts_), dropped_keys(parts_, change_), change_);
    drop_superseded_indexes(change_);
    if (remakes_keys(change_)) remake_implicit_indexes(change_);
    add_checks(parts_, change_);
    if (!change_.main.empty()) add_clustering(from(), to(), change_.main.work);
    if (parts_.options != nullptr) change_options(parts_.options->from, parts_.options->to, change_);
    if (parts_.comment != nullptr) {
      change_.main.clauses.push_back({"COMMENT=" + quote_literal(parts_.comment->to)});
    }
    add_steps();
  }

 private:
  [[nodiscard]] const Table& from() const { return change_.from; }
  [[nodiscard]] const Table& to() const { return change_.to; }

  // Periods and the like, which are opaque objects: triggers, of which ALTER TABLE takes no notice, are none.
  [[nodiscard]] bool has_unmodelled_parts() const {
    return std::ranges::any_of(lowering_.change().from.opaque_objects, [&](const schema::OpaqueObject& object) {
      return object.table == change_.table && object.kind != "trigger";
    });
  }

  void change_foreign_keys() {
    for (const diff::Constraint* constraint : parts_.dropped_constraints) {
      if (const auto* key = std::get_if<ForeignKey>(constraint))
        drop_foreign_key(*key, comes_back(*key, change_), change_);
    }
    for (const ForeignKey& key : disturbed_) drop_foreign_key(key, true, change_);
    for (const diff::Constraint* constraint : parts_.added_constraints) {
      if (const auto* key = std::get_if<ForeignKey>(constraint)) add_foreign_key(*key, change_);
    }
    for (const ForeignKey& key : disturbed_) add_foreign_key(key, change_);
  }

  // ---- columns

  void change_columns() {
    for (const auto& [name, dropped] : parts_.dropped) {
      drop_column(dropped->column, change_);
      add_data_loss(*dropped, change_.hazards);
    }
    const std::map<std::string, std::string> places = parts_.order == nullptr
                                                          ? std::map<std::string, std::string>()
                                                          : places_of(parts_.order->from, parts_.order->to);
    for (const Column& column : to().columns) {
      const auto place = places.find(column.name);
      const std::string where = place == places.end() ? "" : place->second;
      if (!where.empty()) change_.main.work.places_columns = true;
      const Column* old_column = find_column(from(), column.name);
      if (parts_.added.contains(column.name)) {
        add_column(lowering_, column, where, true, change_);
      } else if (old_column != nullptr && (!where.empty() || is_modified(*old_column, column))) {
        modify_column(lowering_, *old_column, column, where, change_);
        if (const auto altered = parts_.altered.find(column.name); altered != parts_.altered.end()) {
          add_data_loss(*altered->second, change_.hazards);
        }
      }
    }
  }

  [[nodiscard]] bool is_modified(const Column& old_column, const Column& column) const {
    if (!same_check(from(), to(), column.name)) return true;
    if (parts_.altered.contains(column.name)) return !same_definition(from(), old_column, to(), column);
    const bool follows_table = parts_.options != nullptr && !same_storage(from(), old_column, to(), column);
    return follows_table && !converts_all_columns(from(), to());
  }

  // ---- steps

  // The keys' columns and indexes go along with them in one statement, where nothing has to happen in between.
  [[nodiscard]] bool drops_keys_at_once() const {
    if (!disturbed_.empty() || !change_.values_before.empty()) return false;
    if (cost_of(from(), change_.main.work).algorithm == Algorithm::copy) return false;
    for (const diff::Constraint* constraint : parts_.dropped_constraints) {
      const auto* key = std::get_if<ForeignKey>(constraint);
      if (key == nullptr) continue;
      const Table* old_table = lowering_.from().table(key->referenced_table);
      const Table* table = lowering_.to().table(key->referenced_table);
      if (old_table == nullptr || table == nullptr || *old_table != *table) return false;
    }
    return true;
  }

  void add_steps() {
    if (!change_.foreign_keys_off.empty() && drops_keys_at_once()) {
      auto& clauses = change_.main.clauses;
      clauses.insert(clauses.begin(), change_.foreign_keys_off.clauses.begin(), change_.foreign_keys_off.clauses.end());
      change_.foreign_keys_off.clauses.clear();
      parts_.others.insert(parts_.others.end(), parts_.key_drops.begin(), parts_.key_drops.end());
      parts_.key_drops.clear();
    }
    const std::vector<std::string> main = main_statements(false);
    guarded_ = main.size() + (change_.foreign_keys_off.empty() ? 0 : 1) + (change_.foreign_keys_on.empty() ? 0 : 1) > 1;
    add_keys_off_step();
    add_main_step();
    add_keys_on_step();
  }

  [[nodiscard]] std::string statement(const Table& table, const Alteration& alteration, bool guarded) const {
    return statement_of(table, alteration, guarded, lowering_.change().online);
  }

  [[nodiscard]] std::vector<std::string> main_statements(bool guarded) const {
    std::vector<std::string> out;
    const auto add = [&](const Table& table, const Alteration& alteration) {
      if (!alteration.empty()) out.push_back(statement(table, alteration, guarded));
    };
    const schema::Schema& schema = lowering_.change().from;
    out = fill_rows(schema, from(), change_.values_before, change_.missing_before);
    add(from(), change_.main);
    std::ranges::move(fill_rows(schema, to(), change_.values_after, change_.missing_after), std::back_inserter(out));
    add(to(), change_.last);
    return out;
  }

  [[nodiscard]] std::string summary(const std::vector<std::size_t>& operations, std::string_view otherwise) const {
    return operations.size() == 1 ? diff::describe(lowering_.operations()[operations.front()])
                                  : fmt::format("{} {}", otherwise, to_string(change_.table));
  }

  void add_keys_off_step() {
    if (change_.foreign_keys_off.empty()) return;
    Step step;
    step.summary = summary(parts_.key_drops, parts_.key_drops.empty() ? "make way: drop foreign keys of table"
                                                                      : "drop foreign keys of table");
    step.phase = Phase::release;
    step.statements = {statement(from(), change_.foreign_keys_off, guarded_)};
    step.operations = parts_.key_drops;
    step.releases = change_.releases;
    lowering_.add(std::move(step));
  }

  void add_main_step() {
    std::vector<std::string> statements = main_statements(guarded_);
    if (statements.empty()) return;
    Step step;
    step.summary = summary(parts_.others, "change table");
    step.phase = parts_.added.empty() ? Phase::alter : Phase::create;
    step.statements = std::move(statements);
    step.operations = parts_.others;
    std::ranges::move(cost_hazards(from(), change_.main), std::back_inserter(step.hazards));
    std::ranges::move(cost_hazards(to(), change_.last), std::back_inserter(step.hazards));
    if (!change_.values_before.empty() || !change_.values_after.empty()) {
      for (const schema::OpaqueObject* trigger : update_triggers(lowering_.change().from, change_.table)) {
        change_.add_hazard(HazardKind::breaks,
                           fmt::format("trigger {} is not there while rows are filled", to_string(trigger->name)));
      }
    }
    std::ranges::move(change_.hazards, std::back_inserter(step.hazards));
    step.needs.push_back(relation(change_.table));
    add_named(to().depends_on, step.needs);
    for (const ObjectName& name : from().depends_on) {
      const bool stays = std::ranges::find(to().depends_on, name) != to().depends_on.end();
      if (!stays) step.releases.push_back(relation(name));
    }
    if (change_.foreign_keys_off.empty()) std::ranges::copy(change_.releases, std::back_inserter(step.releases));
    step.provides.push_back(shape(change_.table));
    step.removes.push_back(shape(change_.table));
    lowering_.add(std::move(step));
  }

  void add_keys_on_step() {
    if (change_.foreign_keys_on.empty()) return;
    Step step;
    step.summary = summary(parts_.key_additions, parts_.key_additions.empty() ? "put back foreign keys of table"
                                                                              : "add foreign keys to table");
    step.phase = Phase::constrain;
    step.statements = {statement(to(), change_.foreign_keys_on, guarded_)};
    step.operations = parts_.key_additions;
    step.hazards = cost_hazards(from(), change_.foreign_keys_on);
    step.needs = {relation(change_.table), shape(change_.table)};
    for (const ForeignKey& key : to().foreign_keys) {
      step.needs.push_back(relation(key.referenced_table));
      step.needs.push_back(shape(key.referenced_table));
    }
    lowering_.add(std::move(step));
  }

  Lowering& lowering_;
  Parts parts_;
  std::vector<ForeignKey> disturbed_;
  TableChange change_;
  bool guarded_ = false;
};

}  // namespace

void lower_table_changes(Lowering& lowering) {
  std::vector<ObjectName> order;
  std::map<ObjectName, std::vector<std::size_t>> by_table;
  std::map<ObjectName, std::vector<ForeignKey>> disturbed;
  const auto note = [&](const ObjectName& table) {
    if (!by_table.contains(table) && !disturbed.contains(table)) order.push_back(table);
  };
  for (const std::size_t i : lowering.open()) {
    const ObjectName* table = changed_table(lowering.operations()[i]);
    if (table == nullptr) continue;
    note(*table);
    by_table[*table].push_back(i);
    lowering.mark_done(i);
  }
  for (auto& [table, key] : disturbed_keys(lowering)) {
    note(table);
    disturbed[table].push_back(std::move(key));
  }
  for (const ObjectName& name : order) {
    const Table* from = lowering.from().table(name);
    const Table* to = lowering.to().table(name);
    if (from == nullptr || to == nullptr) {
      throw Error(ErrorCode::internal, "a change of table " + to_string(name) + ", which one side does not have");
    }
    Gathering(lowering, *from, *to, parts_of(lowering.operations(), by_table[name]), disturbed[name]).run();
  }
}

}  // namespace strata::dialects::mariadb
