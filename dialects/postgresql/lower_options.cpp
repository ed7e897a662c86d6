// What a table is, apart from its columns: storage, persistence, and what it inherits from or is a partition of.
// Attaching and detaching are steps of their own, since they change two tables.
#include "dialects/postgresql/family.hpp"
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/render.hpp"
#include "dialects/postgresql/shape.hpp"
#include "dialects/postgresql/table_change.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace strata::dialects::postgresql {
namespace {

using diff::HazardKind;
using diff::Phase;
using diff::Step;
using schema::ObjectName;
using schema::TableOptions;

diff::Resource logged(const ObjectName& table) {
  return {"logged", table};
}

class Options {
 public:
  Options(Lowering& lowering, std::size_t operation, TableChange& change)
      : lowering_(lowering),
        operation_(operation),
        change_(change),
        from_(std::get<diff::AlterTableOptions>(lowering.operations()[operation]).from),
        to_(std::get<diff::AlterTableOptions>(lowering.operations()[operation]).to),
        table_(to_string(change.table)) {}

  void run() {
    change_persistence();
    change_storage();
    change_parents();
    change_partition();
  }

 private:
  [[nodiscard]] Step new_step(std::string summary, Phase phase, std::string statement) const {
    Step step;
    step.summary = std::move(summary);
    step.phase = phase;
    step.statements = {std::move(statement)};
    step.operations = {operation_};
    return step;
  }

  // A logged table can't refer to an unlogged one: the order goes along foreign keys.
  void change_persistence() {
    if (from_.unlogged == to_.unlogged) return;
    Step step =
        new_step(fmt::format("make table {} {}", table_, to_.unlogged ? "unlogged" : "logged"), Phase::alter,
                 fmt::format("ALTER TABLE {} SET {}", quote(change_.table), to_.unlogged ? "UNLOGGED" : "LOGGED"));
    const schema::Table* table =
        to_.unlogged ? lowering_.from().table(change_.table) : lowering_.to().table(change_.table);
    for (const schema::ForeignKey& key : table->foreign_keys) {
      if (key.referenced_table == change_.table) continue;
      (to_.unlogged ? step.releases : step.needs).push_back(logged(key.referenced_table));
    }
    (to_.unlogged ? step.removes : step.provides).push_back(logged(change_.table));
    step.hazards.push_back({HazardKind::rewrite, rewrite_text()});
    if (to_.unlogged) {
      step.hazards.push_back(
          {HazardKind::data_loss,
           fmt::format("a crash of the server empties {} from now on, and its standbys have no rows of it", table_)});
    }
    lowering_.add(std::move(step));
  }

  [[nodiscard]] std::string rewrite_text() const {
    return fmt::format("rewrites every row of {}, while nothing else reads or writes it", table_);
  }

  void change_storage() {
    if (from_.access_method != to_.access_method) {
      change_.late.push_back("SET ACCESS METHOD " +
                             quote_identifier(to_.access_method.empty() ? "heap" : to_.access_method));
      change_.add_hazard(HazardKind::rewrite, rewrite_text());
    }
    if (from_.tablespace != to_.tablespace) {
      change_.late.push_back("SET TABLESPACE " +
                             quote_identifier(to_.tablespace.empty() ? "pg_default" : to_.tablespace));
      change_.add_hazard(HazardKind::rewrite, fmt::format("copies {} to another place, while nothing else reads or "
                                                          "writes it",
                                                          table_));
    }
    std::string reset;
    schema::Options set;
    for (const auto& option : from_.storage_parameters) {
      const bool stays =
          std::ranges::any_of(to_.storage_parameters, [&](const auto& other) { return other.first == option.first; });
      if (!stays) reset += (reset.empty() ? "" : ", ") + option.first;
    }
    for (const auto& parameter : to_.storage_parameters) {
      if (std::ranges::find(from_.storage_parameters, parameter) == from_.storage_parameters.end())
        set.push_back(parameter);
    }
    if (!reset.empty()) change_.late.push_back("RESET (" + reset + ")");
    if (!set.empty()) change_.late.push_back("SET" + with_clause(set).substr(std::string_view(" WITH").size()));
  }

  void change_parents() {
    for (const ObjectName& parent : from_.inherits) {
      if (std::ranges::find(to_.inherits, parent) != to_.inherits.end()) continue;
      part(fmt::format("let {} no longer inherit from {}", table_, to_string(parent)), parent,
           fmt::format("ALTER TABLE {} NO INHERIT {}", quote(change_.table), quote(parent)));
    }
    for (const ObjectName& parent : to_.inherits) {
      if (std::ranges::find(from_.inherits, parent) != from_.inherits.end()) continue;
      join(fmt::format("let {} inherit from {}", table_, to_string(parent)), parent,
           fmt::format("ALTER TABLE {} INHERIT {}", quote(change_.table), quote(parent)));
    }
  }

  // A partition with other bounds is detached and attached anew.
  void change_partition() {
    const bool stays = from_.partition_of == to_.partition_of && from_.partition_bound == to_.partition_bound;
    const bool comes_back = to_.partition_of && lowering_.is_remade(*to_.partition_of);
    if (stays && !comes_back) return;
    if (from_.partition_of && !lowering_.is_remade(*from_.partition_of)) {  // what makes it anew detaches, too
      part(fmt::format("detach {} from {}", table_, to_string(*from_.partition_of)), *from_.partition_of,
           fmt::format("ALTER TABLE {} DETACH PARTITION {}", quote(*from_.partition_of), quote(change_.table)));
    }
    if (to_.partition_of) {
      join(fmt::format("attach {} to {}", table_, to_string(*to_.partition_of)), *to_.partition_of,
           fmt::format("ALTER TABLE {} ATTACH PARTITION {} {}", quote(*to_.partition_of), quote(change_.table),
                       to_.partition_bound));
    }
  }

  void part(std::string summary, const ObjectName& parent, std::string statement) {
    Step step = new_step(std::move(summary), Phase::release, std::move(statement));
    if (to_.partition_of == parent &&
        !lowering_.is_remade(parent)) {  // it comes back: the parent changes first, and all bounds are free by then
      step.phase = Phase::constrain;
      step.needs = {relation(parent)};
      step.provides = {{"free bounds", parent}};
    } else {
      step.releases = {relation(parent), relation(change_.table)};
    }
    step.removes = {{"child", change_.table}};
    step.hazards.push_back(
        {HazardKind::lock, fmt::format("takes {} and {} for itself, if only for a moment", to_string(parent), table_)});
    lowering_.add(std::move(step));
  }

  void join(std::string summary, const ObjectName& parent, std::string statement) {
    Step step = new_step(std::move(summary), Phase::constrain, std::move(statement));
    step.needs = {relation(parent), relation(change_.table)};
    step.needs.push_back({"free bounds", parent});
    step.provides = {{"child", change_.table}};
    if (from_.partition_of != parent) wait_for_dropped(parent, step);
    wait_for_dropped(change_.table, step);
    step.needs.push_back(shape(change_.table));
    if (to_.partition_of) {
      step.hazards.push_back(
          {HazardKind::scan,
           fmt::format("reads every row of {}, unless a check says that all fit, and fails where one does not",
                       table_)});
    }
    lowering_.add(std::move(step));
  }

  // Both have the same columns by then.
  void wait_for_dropped(const ObjectName& name, Step& step) const {
    const schema::Table* from = lowering_.from().table(name);
    const schema::Table* to = lowering_.to().table(name);
    if (from == nullptr || to == nullptr) return;
    const std::vector<schema::Column> stay = all_columns(lowering_.to(), *to);
    for (const schema::Column& column : all_columns(lowering_.from(), *from)) {
      if (std::ranges::find(stay, column.name, &schema::Column::name) == stay.end()) {
        step.needs.push_back(dropped_column(name, column.name));
      }
    }
  }

  Lowering& lowering_;
  std::size_t operation_;
  TableChange& change_;
  const TableOptions& from_;
  const TableOptions& to_;
  std::string table_;
};

}  // namespace

void change_options(Lowering& lowering, std::size_t operation, TableChange& change) {
  Options(lowering, operation, change).run();
}

}  // namespace strata::dialects::postgresql
