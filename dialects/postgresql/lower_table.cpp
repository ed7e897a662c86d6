// Tables that stay: their changes gathered by table and written as one ALTER TABLE, or as two with an UPDATE between
// them where rows must get values. Columns are dropped late, in a statement of their own; foreign keys and indexes
// concern other tables or no ALTER TABLE, and are left to be created and dropped like whole objects.
#include "dialects/postgresql/disturbance.hpp"
#include "dialects/postgresql/family.hpp"
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/render.hpp"
#include "dialects/postgresql/shape.hpp"
#include "dialects/postgresql/table_change.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>
#include <set>

namespace strata::dialects::postgresql {
namespace {

using diff::HazardKind;
using diff::Operation;
using diff::overloaded;
using diff::Phase;
using diff::Step;
using schema::Column;
using schema::ObjectName;

bool is_foreign_key(const diff::Constraint& constraint) {
  return std::holds_alternative<schema::ForeignKey>(constraint);
}

// The table that an operation changes in ways that are gathered here, or nullptr.
const ObjectName* gathered_table(const Operation& operation) {
  return std::visit(overloaded{
                        [](const diff::AlterTableOptions& o) { return &o.table; },
                        [](const diff::CommentOnTable& o) { return &o.table; },
                        [](const diff::AddColumn& o) { return &o.table; },
                        [](const diff::DropColumn& o) { return &o.table; },
                        [](const diff::AlterColumn& o) { return &o.table; },
                        [](const diff::AddConstraint& o) { return is_foreign_key(o.constraint) ? nullptr : &o.table; },
                        [](const diff::DropConstraint& o) { return is_foreign_key(o.constraint) ? nullptr : &o.table; },
                        [](const auto&) -> const ObjectName* { return nullptr; },
                    },
                    operation);
}

std::string alter(const std::string& table, const std::vector<std::string>& clauses) {
  std::string out = "ALTER TABLE " + table;
  if (clauses.size() == 1) return out + " " + clauses.front();
  std::string_view separator = "\n  ";
  for (const std::string& clause : clauses) {
    out.append(separator).append(clause);
    separator = ",\n  ";
  }
  return out;
}

std::string update(const TableChange& change) {
  std::vector<std::string> assignments = change.new_values;
  const bool every_row = !assignments.empty() || change.missing_values.size() != 1;
  std::string where;
  for (const auto& [column, value] : change.missing_values) {
    assignments.push_back(every_row ? fmt::format("{} = COALESCE({}, {})", column, column, value)
                                    : fmt::format("{} = {}", column, value));
    where += (where.empty() ? "\nWHERE " : " OR ") + column + " IS NULL";
  }
  if (!change.new_values.empty()) where.clear();
  std::string out = "UPDATE " + quote(change.table);
  std::string_view separator = "\nSET ";
  for (const std::string& assignment : assignments) {
    out.append(separator).append(assignment);
    separator = ",\n  ";
  }
  return out + where;
}

// Whether a check may wait for the end of the transaction, which ALTER TABLE refuses to run beside.
bool defers_checks(const schema::Table& table) {
  const auto deferred = [](const auto& constraint) {
    return constraint.deferral == schema::Deferral::initially_deferred;
  };
  return std::ranges::any_of(table.foreign_keys, deferred) || std::ranges::any_of(table.uniques, deferred) ||
         std::ranges::any_of(table.exclusions, deferred) || (table.primary_key && deferred(*table.primary_key));
}

void subtract(const Resources& from_these, Resources& resources) {
  const std::set<diff::Resource> held(from_these.begin(), from_these.end());
  std::erase_if(resources, [&](const diff::Resource& resource) { return held.contains(resource); });
}

class Gathering {
 public:
  Gathering(Lowering& lowering, const ObjectName& table, const std::vector<std::size_t>& operations)
      : lowering_(lowering), operations_(operations) {
    change_.table = table;
    for (const std::size_t i : operations) {
      if (const auto* o = std::get_if<diff::AddColumn>(&lowering.operations()[i])) added_.emplace(o->column.name, o);
      if (const auto* o = std::get_if<diff::DropColumn>(&lowering.operations()[i])) dropped_.insert(o->column.name);
    }
  }

  void run() {
    // A partition of a table that is made anew stands alone once that one has stepped aside.
    const schema::Table* table = lowering_.from().table(change_.table);
    if (table != nullptr && table->options.partition_of && lowering_.is_remade(*table->options.partition_of)) {
      apart_.push_back(stood_aside(*table->options.partition_of));
      change_.needs.push_back(apart_.front());
    }
    for (const std::size_t i : in_order()) {
      index_ = i;
      std::visit([this](const auto& operation) { gather(operation); }, lowering_.operations()[i]);
      lowering_.mark_done(i);
    }
    // In this order, so that the server and the reader find what a clause needs before it.
    change_.early.insert(change_.early.begin(), dropped_constraints_.begin(), dropped_constraints_.end());
    change_.late.insert(change_.late.end(), added_constraints_.begin(), added_constraints_.end());
    change_.after.insert(change_.after.end(), comments_.begin(), comments_.end());
    add_main_step();
    add_drop_step(drops_, "");
    add_drop_step(only_drops_, "ONLY ");
  }

 private:
  // New columns as they stand in the table, but computed ones behind those that they may be computed from.
  [[nodiscard]] std::vector<std::size_t> in_order() const {
    const schema::Table* table = lowering_.to().table(change_.table);
    const auto place = [&](std::size_t i) {
      const auto* add = std::get_if<diff::AddColumn>(&lowering_.operations()[i]);
      if (add == nullptr || table == nullptr) return std::pair<int, std::ptrdiff_t>(0, 0);
      const auto found = std::ranges::find(table->columns, add->column.name, &Column::name);
      return std::pair<int, std::ptrdiff_t>(add->column.generated ? 2 : 1, found - table->columns.begin());
    };
    std::vector<std::size_t> ordered = operations_;
    std::ranges::stable_sort(ordered, {}, place);
    return ordered;
  }

  void take() { change_.operations.push_back(index_); }

  void gather(const diff::AlterTableOptions& /*o*/) {
    take();
    change_options(lowering_, index_, change_);
  }
  void gather(const diff::CommentOnTable& o) {
    take();
    change_.after.push_back(comment_on("TABLE " + quote(o.table), o.to));
  }
  void gather(const diff::AddColumn& o) {
    take();
    if (!dropped_.contains(o.column.name)) add_column(lowering_, o.column, change_);
  }
  void gather(const diff::DropColumn& o) {
    const auto added = added_.find(o.column.name);
    if (added == added_.end()) {
      (is_kept_by_child(o.column.name) ? only_drops_ : drops_).push_back(index_);
      return;
    }
    take();
    remake_column(lowering_, o.column, added->second->column, change_);
  }
  void gather(const diff::AlterColumn& o) {
    take();
    follow_parents_of(o.to.name);
    alter_column(lowering_, o.from, o.to, change_);
  }

  void gather(const diff::DropConstraint& o) {
    take();
    const std::string& name = constraint_name(o.constraint);
    dropped_constraints_.push_back("DROP CONSTRAINT " + quote_identifier(name));
    add_itself(o.constraint, change_.removes);
    std::ranges::move(used_by(lowering_, change_.table, o.constraint), std::back_inserter(change_.releases));
  }

  void gather(const diff::AddConstraint& o) {
    take();
    added_constraints_.push_back("ADD " + constraint_definition(o.constraint));
    std::ranges::move(comments(change_.table, o.constraint), std::back_inserter(comments_));
    add_itself(o.constraint, change_.provides);
    std::ranges::move(used_by(lowering_, change_.table, o.constraint), std::back_inserter(change_.needs));
    warn_of(o.constraint);
  }
  void gather(const auto& /*other*/) {}

  void add_itself(const diff::Constraint& made, Resources& resources) const {
    const std::string& name = constraint_name(made);
    if (name.empty()) return;
    resources.push_back(constraint(change_.table, name));
    if (!std::holds_alternative<schema::Check>(made)) resources.push_back(relation({change_.table.schema, name}));
  }

  void warn_of(const diff::Constraint& made) {
    const std::string table = to_string(change_.table);
    const std::string what = constraint_name(made).empty() ? "the constraint" : constraint_name(made);
    if (const auto* check = std::get_if<schema::Check>(&made)) {
      if (!check->validated) return;
      change_.add_hazard(
          HazardKind::scan,
          fmt::format("reads every row of {}, while nothing else reads or writes it, and fails where one "
                      "does not fit {}; NOT VALID, and validation in a later revision, spares that",
                      table, what));
    } else if (std::holds_alternative<schema::Exclusion>(made)) {
      change_.add_hazard(HazardKind::lock, fmt::format("builds the index of {}, while nothing else reads or writes {}; "
                                                       "fails where rows exclude each other",
                                                       what, table));
    } else {
      change_.add_hazard(HazardKind::lock,
                         fmt::format("builds the index of {}, while nothing else reads or writes {}; fails where two "
                                     "rows have the same key; an index built CONCURRENTLY in an earlier revision "
                                     "spares that",
                                     what, table));
    }
  }

  void add_main_step() {
    std::vector<std::string> statements = statements_of(change_, defers());
    if (statements.empty()) return;
    Step step;
    step.summary = change_.operations.size() == 1 ? diff::describe(lowering_.operations()[change_.operations.front()])
                                                  : "change table " + to_string(change_.table);
    step.phase = added_.empty() ? Phase::alter : Phase::create;
    step.statements = std::move(statements);
    step.operations = change_.operations;
    step.hazards = std::move(change_.hazards);
    step.provides = std::move(change_.provides);
    step.needs = std::move(change_.needs);
    step.removes = std::move(change_.removes);
    step.releases = std::move(change_.releases);
    for (const auto& [name, add] : added_) add_family_order(name, step);
    // What it makes itself it does not wait for, and what it uses on it does not let go of.
    subtract(step.provides, step.needs);
    subtract(step.needs, step.releases);
    step.needs.push_back(relation(change_.table));
    step.provides.push_back(shape(change_.table));
    step.removes.push_back(shape(change_.table));
    lowering_.add(std::move(step));
  }

  // What is done to a parent's column is done to this one as well: first that, then what this one is to be.
  void follow_parents_of(const std::string& name) {
    const schema::Table* from = lowering_.from().table(change_.table);
    const schema::Table* to = lowering_.to().table(change_.table);
    if (from == nullptr || to == nullptr) return;
    const std::vector<ObjectName> old_parents = parents_of(*from);
    for (const ObjectName& parent : parents_of(*to)) {
      if (std::ranges::find(old_parents, parent) == old_parents.end()) continue;
      change_.needs.push_back(column(parent, name));
      if (is_altered(parent, name)) change_.needs.push_back(shape(parent));
    }
  }
  [[nodiscard]] bool is_altered(const ObjectName& table, const std::string& name) const {
    return std::ranges::any_of(lowering_.operations(), [&](const Operation& operation) {
      const auto* o = std::get_if<diff::AlterColumn>(&operation);
      return o != nullptr && o->table == table && o->to.name == name;
    });
  }

  // A child that inherited it has it from now on as its own.
  [[nodiscard]] bool is_kept_by_child(const std::string& name) const {
    return std::ranges::any_of(lowering_.to().tables, [&](const auto& entry) {
      const auto& parents = entry.second->options.inherits;
      const schema::Table* old_table = lowering_.from().table(entry.first);
      return old_table != nullptr && std::ranges::find(parents, change_.table) != parents.end() &&
             find_column(*entry.second, name) != nullptr &&
             inherited_column(lowering_.from(), *old_table, name) != nullptr && !lowering_.is_remade(entry.first);
    });
  }

  // ADD COLUMN of a parent merges with a column that the child has already; the other way round it fails.
  void add_family_order(const std::string& name, Step& step) const {
    for (const auto& [child, table] : lowering_.to().tables) {
      const auto& parents = table->options.inherits;
      const bool is_child = std::ranges::find(parents, change_.table) != parents.end();
      if (is_child && find_column(*table, name) != nullptr) step.needs.push_back(column(child, name));
    }
  }

  [[nodiscard]] bool defers() const {
    const schema::Table* table = lowering_.from().table(change_.table);
    return table != nullptr && defers_checks(*table);
  }

  void add_drop_step(const std::vector<std::size_t>& drops, std::string_view only) {
    if (drops.empty()) return;
    Step step;
    std::vector<std::string> clauses;
    for (const std::size_t i : drops) {
      const auto& dropped = std::get<diff::DropColumn>(lowering_.operations()[i]).column;
      clauses.push_back("DROP COLUMN " + quote_identifier(dropped.name));
      step.removes.push_back(column(change_.table, dropped.name));
      step.provides.push_back(dropped_column(change_.table, dropped.name));
      if (const schema::Table* table = lowering_.to().table(change_.table); table != nullptr) {
        // An inherited column can't be dropped before the parent's.
        for (const ObjectName& parent : table->options.inherits) {
          step.needs.push_back(dropped_column(parent, dropped.name));
        }
      }
      std::ranges::move(used_by(lowering_, dropped), std::back_inserter(step.releases));
      add_data_loss(lowering_.operations()[i], step.hazards);
    }
    step.summary = drops.size() == 1 ? diff::describe(lowering_.operations()[drops.front()])
                                     : "drop columns of table " + to_string(change_.table);
    step.phase = Phase::drop;
    step.statements = {alter(std::string(only) + quote(change_.table), clauses)};
    step.operations = drops;
    step.releases.push_back(relation(change_.table));
    step.needs.push_back(shape(change_.table));
    std::ranges::copy(apart_, std::back_inserter(step.needs));
    lowering_.add(std::move(step));
  }

  Lowering& lowering_;
  const std::vector<std::size_t>& operations_;
  TableChange change_;
  std::map<std::string, const diff::AddColumn*> added_;
  std::set<std::string> dropped_;
  std::vector<std::size_t> drops_;
  std::vector<std::size_t> only_drops_;
  Resources apart_;  // what it waits for as a partition of a table that is made anew
  std::vector<std::string> dropped_constraints_;
  std::vector<std::string> added_constraints_;
  std::vector<std::string> comments_;
  std::size_t index_ = 0;
};

}  // namespace

diff::Resource dropped_column(const ObjectName& table, const std::string& name) {
  return {"dropped column", column(table, name).name};
}

diff::Resource stood_aside(const ObjectName& table) {
  return {"stood aside", table};
}

void TableChange::add_hazard(HazardKind kind, std::string message) {
  diff::Hazard hazard{kind, std::move(message)};
  if (std::ranges::find(hazards, hazard) == hazards.end()) hazards.push_back(std::move(hazard));
}

std::vector<std::string> statements_of(const TableChange& change, bool defers_checks) {
  std::vector<std::string> out = change.before;
  std::vector<std::string> clauses = change.early;
  if (!change.new_values.empty() || !change.missing_values.empty()) {
    if (!clauses.empty()) out.push_back(alter(quote(change.table), clauses));
    clauses.clear();
    out.push_back(update(change));
    if (defers_checks) out.emplace_back("SET CONSTRAINTS ALL IMMEDIATE");
  }
  clauses.insert(clauses.end(), change.late.begin(), change.late.end());
  if (!clauses.empty()) out.push_back(alter(quote(change.table), clauses));
  if (!change.last.empty()) out.push_back(alter(quote(change.table), change.last));
  out.insert(out.end(), change.after.begin(), change.after.end());
  return out;
}

void lower_table_changes(Lowering& lowering) {
  std::vector<ObjectName> order;
  std::map<ObjectName, std::vector<std::size_t>> by_table;
  for (const std::size_t i : lowering.open()) {
    const ObjectName* table = gathered_table(lowering.operations()[i]);
    if (table == nullptr) continue;
    auto& operations = by_table[*table];
    if (operations.empty()) order.push_back(*table);
    operations.push_back(i);
  }
  for (const ObjectName& table : order) Gathering(lowering, table, by_table[table]).run();
}

}  // namespace strata::dialects::postgresql
