// Tables that stay: their changes gathered by table and written as one ALTER TABLE, with others before and after it
// only where rows must get values, where foreign keys are in the way, or where they refer to what is made elsewhere.
#include "dialects/mariadb/column_order.hpp"
#include "dialects/mariadb/column_types.hpp"
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/render.hpp"
#include "dialects/mariadb/table_change.hpp"
#include "dialects/mariadb/tokenizer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace strata::dialects::mariadb {
namespace {

using diff::HazardKind;
using diff::Operation;
using diff::overloaded;
using diff::Phase;
using diff::Step;
using schema::Column;
using schema::ForeignKey;
using schema::Index;
using schema::ObjectName;
using schema::Table;

// The table that an operation changes, or nullptr.
const ObjectName* changed_table(const Operation& operation) {
  return std::visit(overloaded{
                        [](const diff::AlterTableOptions& o) { return &o.table; },
                        [](const diff::CommentOnTable& o) { return &o.table; },
                        [](const diff::AddColumn& o) { return &o.table; },
                        [](const diff::DropColumn& o) { return &o.table; },
                        [](const diff::AlterColumn& o) { return &o.table; },
                        [](const diff::OrderColumns& o) { return &o.table; },
                        [](const diff::AddConstraint& o) { return &o.table; },
                        [](const diff::DropConstraint& o) { return &o.table; },
                        [](const diff::CreateIndex& o) { return &o.table; },
                        [](const diff::DropIndex& o) { return &o.table; },
                        [](const diff::RenameIndex& o) { return &o.table; },
                        [](const auto&) -> const ObjectName* { return nullptr; },
                    },
                    operation);
}

// What a change of one table consists of, by kind and in the order given.
struct Parts {
  std::map<std::string, const diff::AddColumn*> added;
  std::map<std::string, const diff::DropColumn*> dropped;
  std::map<std::string, const diff::AlterColumn*> altered;
  const diff::OrderColumns* order = nullptr;
  const diff::AlterTableOptions* options = nullptr;
  const diff::CommentOnTable* comment = nullptr;
  std::vector<const diff::Constraint*> dropped_constraints;
  std::vector<const diff::Constraint*> added_constraints;
  std::vector<const diff::DropIndex*> dropped_indexes;
  std::vector<const diff::CreateIndex*> created_indexes;
  std::vector<const diff::RenameIndex*> renamed_indexes;
  std::vector<std::size_t> key_drops;  // operations that drop or add a foreign key
  std::vector<std::size_t> key_additions;
  std::vector<std::size_t> others;
};

bool is_foreign_key(const diff::Constraint& constraint) {
  return std::holds_alternative<ForeignKey>(constraint);
}

Parts parts_of(const diff::Operations& operations, const std::vector<std::size_t>& indices) {
  Parts parts;
  for (const std::size_t i : indices) {
    std::vector<std::size_t>* list = &parts.others;
    std::visit(overloaded{
                   [&](const diff::AlterTableOptions& o) { parts.options = &o; },
                   [&](const diff::CommentOnTable& o) { parts.comment = &o; },
                   [&](const diff::AddColumn& o) { parts.added[o.column.name] = &o; },
                   [&](const diff::DropColumn& o) { parts.dropped[o.column.name] = &o; },
                   [&](const diff::AlterColumn& o) { parts.altered[o.to.name] = &o; },
                   [&](const diff::OrderColumns& o) { parts.order = &o; },
                   [&](const diff::AddConstraint& o) {
                     parts.added_constraints.push_back(&o.constraint);
                     if (is_foreign_key(o.constraint)) list = &parts.key_additions;
                   },
                   [&](const diff::DropConstraint& o) {
                     parts.dropped_constraints.push_back(&o.constraint);
                     if (is_foreign_key(o.constraint)) list = &parts.key_drops;
                   },
                   [&](const diff::CreateIndex& o) { parts.created_indexes.push_back(&o); },
                   [&](const diff::DropIndex& o) { parts.dropped_indexes.push_back(&o); },
                   [&](const diff::RenameIndex& o) { parts.renamed_indexes.push_back(&o); },
                   [](const auto&) {},
               },
               operations[i]);
    list->push_back(i);
  }
  return parts;
}

// The same definition in effect: with the table's character set where the column has none of its own.
bool same_definition(const Table& from, Column old_column, const Table& to, Column column) {
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

bool only_visibility_differs(Index from, const Index& to) {
  if (from.ignored == to.ignored) return false;
  from.ignored = to.ignored;
  return from == to;
}

bool fires_on_update(std::string_view trigger) {
  const std::vector<Token> tokens = tokenize(trigger);
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const bool is_time = is_keyword(tokens[i], "before") || is_keyword(tokens[i], "after");
    if (is_time) return is_keyword(tokens[i + 1], "update");
  }
  return true;
}

std::string update(const Table& table, std::vector<std::string> values, const std::vector<std::string>& missing) {
  const bool every_row = values.size() > missing.size();
  for (const Column& column : table.columns) {  // which would take the time of the UPDATE
    if (!column.on_update) continue;
    const std::string name = quote_identifier(column.name);
    const auto is_set = [&](const std::string& value) { return value.starts_with(name + " = "); };
    if (std::ranges::none_of(values, is_set)) values.push_back(fmt::format("{0} = {0}", name));
  }
  std::string out = fmt::format("UPDATE {}\nSET {}", quote(table.name), fmt::join(values, ",\n  "));
  if (!every_row) out += fmt::format("\nWHERE {} IS NULL", fmt::join(missing, " IS NULL OR "));
  return out;
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
    drop_checks();
    drop_indexes();
    change_columns();
    add_indexes();
    keep_indexes_of_foreign_keys(dropped_indexes(), dropped_keys(), change_);
    drop_superseded_indexes(change_);
    add_checks();
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

  // ---- keys and checks

  void change_foreign_keys() {
    for (const diff::Constraint* constraint : parts_.dropped_constraints) {
      if (const auto* key = std::get_if<ForeignKey>(constraint)) drop_foreign_key(*key, comes_back(*key), change_);
    }
    for (const ForeignKey& key : disturbed_) drop_foreign_key(key, true, change_);
    for (const diff::Constraint* constraint : parts_.added_constraints) {
      if (const auto* key = std::get_if<ForeignKey>(constraint)) add_foreign_key(*key, change_);
    }
    for (const ForeignKey& key : disturbed_) add_foreign_key(key, change_);
  }

  // Under the same name over the same columns, so that its index may stay.
  [[nodiscard]] bool comes_back(const ForeignKey& key) const {
    return std::ranges::any_of(to().foreign_keys, [&](const ForeignKey& other) {
      return other.name == key.name && other.columns == key.columns;
    });
  }

  // A check of a column's own goes with the column's definition.
  static bool is_of_column(const Table& table, const diff::Constraint& constraint) {
    return std::holds_alternative<schema::Check>(constraint) &&
           find_column(table, constraint_name(constraint)) != nullptr;
  }

  void drop_checks() {
    for (const diff::Constraint* constraint : parts_.dropped_constraints) {
      if (std::holds_alternative<schema::PrimaryKey>(*constraint)) {
        change_.main.clauses.push_back({"DROP PRIMARY KEY"});
      } else if (std::holds_alternative<schema::UniqueConstraint>(*constraint)) {
        change_.main.clauses.push_back({"DROP KEY", if_exists, quote_identifier(constraint_name(*constraint))});
        change_.main.work.drops_indexes = true;
      } else if (!is_foreign_key(*constraint) && !is_of_column(from(), *constraint)) {
        change_.main.clauses.push_back({"DROP CONSTRAINT", if_exists, quote_identifier(constraint_name(*constraint))});
      }
    }
  }

  void add_checks() {
    for (const diff::Constraint* constraint : parts_.added_constraints) {
      const auto* check = std::get_if<schema::Check>(constraint);
      if (check == nullptr || is_of_column(to(), *constraint)) continue;
      Clause clause{"ADD " + constraint_definition(*constraint)};
      if (!check->name.empty() && !drops_constraint(check->name)) {
        clause = {"ADD CONSTRAINT", if_not_exists,
                  quote_identifier(check->name) + " CHECK " + in_parentheses(check->expression)};
      }
      change_.main.clauses.push_back(std::move(clause));
      change_.main.work.copies = true;
    }
  }

  [[nodiscard]] bool drops_constraint(const std::string& name) const {
    return std::ranges::any_of(parts_.dropped_constraints,
                               [&](const diff::Constraint* dropped) { return constraint_name(*dropped) == name; });
  }

  // ---- indexes

  [[nodiscard]] bool drops_index(const std::string& name) const {
    const bool is_listed = std::ranges::any_of(
        parts_.dropped_indexes, [&](const diff::DropIndex* dropped) { return dropped->index.name == name; });
    return is_listed || dropped_keys().contains(name);
  }

  // The pair of a drop and a creation that only says whether queries use the index.
  [[nodiscard]] bool only_visibility(const Index& dropped) const {
    return std::ranges::any_of(parts_.created_indexes, [&](const diff::CreateIndex* created) {
      return created->index.name == dropped.name && only_visibility_differs(dropped, created->index);
    });
  }

  void drop_indexes() {
    for (const diff::DropIndex* dropped : parts_.dropped_indexes) {
      if (only_visibility(dropped->index)) continue;
      drop_index(dropped->index.name);
    }
    for (const diff::RenameIndex* renamed : parts_.renamed_indexes) {
      change_.main.clauses.push_back(
          {"RENAME KEY", if_exists,
           fmt::format("{} TO {}", quote_identifier(renamed->from), quote_identifier(renamed->to))});
    }
    for (const Index& index : indexes_of_remade_columns()) drop_index(index.name);
  }
  void drop_index(const std::string& name) {
    change_.main.clauses.push_back({"DROP KEY", if_exists, quote_identifier(name)});
    change_.main.work.drops_indexes = true;
    const auto index = std::ranges::find(from().indexes, name, &Index::name);
    if (index != from().indexes.end() && hides_a_column(*index)) change_.main.work.copies = true;
  }
  // One of hash values has a virtual column for them.
  static bool hides_a_column(const Index& index) { return index.unique && index.method == "hash"; }

  void add_indexes() {
    for (const diff::Constraint* constraint : parts_.added_constraints) {
      const auto* key = std::get_if<schema::PrimaryKey>(constraint);
      const bool is_unique = std::holds_alternative<schema::UniqueConstraint>(*constraint);
      if (key == nullptr && !is_unique) continue;
      change_.main.clauses.push_back({"ADD " + constraint_definition(*constraint)});
      change_.main.work.builds_indexes = true;
      warn_of_duplicates(key != nullptr ? "the primary key" : constraint_name(*constraint));
    }
    for (const diff::CreateIndex* created : parts_.created_indexes) {
      const auto dropped = std::ranges::find_if(parts_.dropped_indexes, [&](const diff::DropIndex* other) {
        return other->index.name == created->index.name;
      });
      if (dropped != parts_.dropped_indexes.end() && only_visibility_differs((*dropped)->index, created->index)) {
        change_.main.clauses.push_back(
            {"ALTER INDEX",
             {},
             quote_identifier(created->index.name) + (created->index.ignored ? " IGNORED" : " NOT IGNORED")});
      } else {
        add_index(created->index, !drops_index(created->index.name));
      }
    }
    for (const Index& index : indexes_of_remade_columns()) add_index(index, false);
  }

  void add_index(const Index& index, bool may_be_there) {
    const IndexText text = index_text(index);
    change_.main.clauses.push_back({"ADD " + text.head, may_be_there ? if_not_exists : std::string_view(), text.body});
    Work& work = change_.main.work;
    (index.method == "fulltext" ? work.builds_fulltext : work.builds_indexes) = true;
    if (index.method == "spatial" || hides_a_column(index)) work.copies = true;
    if (index.unique) warn_of_duplicates(index.name);
  }

  void warn_of_duplicates(const std::string& name) {
    change_.add_hazard(HazardKind::scan, fmt::format("fails where two rows of {} have the same value in {}",
                                                     to_string(change_.table), name));
  }

  // Dropping the column takes it out of them.
  [[nodiscard]] std::vector<Index> indexes_of_remade_columns() const {
    std::vector<Index> out;
    for (const Index& index : to().indexes) {
      const bool stays = std::ranges::find(from().indexes, index) != from().indexes.end();
      const bool is_remade = std::ranges::any_of(index.parts, [&](const schema::KeyPart& part) {
        const auto altered = parts_.altered.find(part.column);
        return altered != parts_.altered.end() && !can_modify(altered->second->from, altered->second->to);
      });
      if (stays && is_remade) out.push_back(index);
    }
    return out;
  }

  [[nodiscard]] std::set<std::string> dropped_indexes() const {
    std::set<std::string> names;
    for (const diff::DropIndex* dropped : parts_.dropped_indexes) {
      if (!only_visibility(dropped->index)) names.insert(dropped->index.name);
    }
    return names;
  }
  // Those that do not come back: their indexes go as well.
  [[nodiscard]] std::set<std::string> dropped_keys() const {
    std::set<std::string> names;
    for (const diff::Constraint* constraint : parts_.dropped_constraints) {
      const auto* key = std::get_if<ForeignKey>(constraint);
      if (key != nullptr && !comes_back(*key)) names.insert(key->name);
    }
    return names;
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
    if (!change_.values_before.empty()) fill(from(), change_.values_before, change_.missing_before, out);
    add(from(), change_.main);
    if (!change_.values_after.empty()) fill(to(), change_.values_after, change_.missing_after, out);
    add(to(), change_.last);
    return out;
  }

  // Without the triggers that would take it for their users' doing.
  void fill(const Table& table, const std::vector<std::string>& values, const std::vector<std::string>& missing,
            std::vector<std::string>& out) const {
    const std::vector<const schema::OpaqueObject*> triggers = update_triggers();
    for (const schema::OpaqueObject* trigger : triggers) out.push_back(trigger->removal);
    out.push_back(update(table, values, missing));
    for (const schema::OpaqueObject* trigger : triggers) out.push_back(trigger->definition);
  }

  [[nodiscard]] std::vector<const schema::OpaqueObject*> update_triggers() const {
    std::vector<const schema::OpaqueObject*> out;
    for (const schema::OpaqueObject& object : lowering_.change().from.opaque_objects) {
      if (object.kind != "trigger" || object.table != change_.table || object.definition.empty()) continue;
      if (fires_on_update(object.definition)) out.push_back(&object);
    }
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
      for (const schema::OpaqueObject* trigger : update_triggers()) {
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
