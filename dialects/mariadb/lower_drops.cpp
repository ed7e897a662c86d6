// Whole things that go: those who refer to a table before it, and foreign keys that run in circles first of all.
#include "dialects/mariadb/lower_parts.hpp"
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/render.hpp"

#include <fmt/format.h>

namespace strata::dialects::mariadb {
namespace {

using diff::Phase;
using diff::Step;
using schema::ForeignKey;
using schema::ObjectName;
using schema::Table;

class Drops {
 public:
  explicit Drops(Lowering& lowering) : lowering_(lowering) {
    std::vector<const Table*> dropped;
    for (const std::size_t i : lowering.open()) {
      if (const auto* o = std::get_if<diff::DropTable>(&lowering.operations()[i])) dropped.push_back(&o->table);
    }
    circular_ = in_circles(dropped);
  }

  void run() {
    for (const std::size_t i : lowering_.open()) {
      index_ = i;
      std::visit([this](const auto& operation) { lower(operation); }, lowering_.operations()[i]);
      lowering_.mark_done(i);
    }
  }

 private:
  void lower(const diff::DropTable& o) {
    std::vector<std::string> clauses;
    Step step = lowering_.new_step(index_, Phase::drop);
    step.statements = {drop_table(o.table)};
    step.removes = {relation(o.table.name)};
    for (const schema::OpaqueObject& object : o.hanging) step.removes.push_back(resource_of(object));
    add_data_loss(o, step.hazards);
    for (const ForeignKey& key : o.table.foreign_keys) {
      if (key.referenced_table == o.table.name) continue;
      const bool is_circular = circular_.contains(o.table.name) && circular_.contains(key.referenced_table);
      // Up makes it after the table, and may have stopped in between.
      if (is_circular) clauses.push_back("DROP FOREIGN KEY IF EXISTS " + quote_identifier(key.name));
      if (!is_circular) step.releases.push_back(relation(key.referenced_table));
    }
    for (const ObjectName& name : o.table.depends_on) step.releases.push_back(relation(name));
    lowering_.add(std::move(step));
    if (!clauses.empty()) drop_keys_first(o.table, clauses);
  }

  void drop_keys_first(const Table& table, const std::vector<std::string>& clauses) {
    Step step = lowering_.new_step(index_, Phase::release);
    step.summary = "drop foreign keys of table " + to_string(table.name);
    step.statements = {alter_table(table.name, clauses)};
    step.releases = {relation(table.name)};
    for (const ForeignKey& key : table.foreign_keys) step.releases.push_back(relation(key.referenced_table));
    lowering_.add(std::move(step));
  }

  void lower(const diff::DropView& o) {
    Step step = lowering_.new_step(index_, Phase::release);
    step.statements = {drop_view(o.view)};
    step.removes = {relation(o.view.name)};
    for (const schema::OpaqueObject& object : o.hanging) step.removes.push_back(resource_of(object));
    lowering_.add(std::move(step));
  }

  void lower(const diff::DropSequence& o) {
    Step step = lowering_.new_step(index_, Phase::drop);
    step.statements = {"DROP SEQUENCE " + quote(o.sequence.name)};
    step.removes = {relation(o.sequence.name)};
    add_data_loss(o, step.hazards);
    lowering_.add(std::move(step));
  }

  void lower(const diff::DropOpaque& o) {
    if (o.object.removal.empty()) return;  // it goes with what it hangs on
    Step step = lowering_.new_step(index_, o.object.table ? Phase::release : Phase::drop);
    step.statements = {o.object.removal};
    step.removes = {resource_of(o.object)};
    add_data_loss(o, step.hazards);
    lowering_.add(std::move(step));
  }

  template <class Other>
  void lower(const Other& other) {
    throw Error(ErrorCode::internal, fmt::format("nobody can {}", diff::describe(diff::Operation(other))))
        .hint("please report this with both schemas (strata schema inspect --format json)");
  }

  Lowering& lowering_;
  std::set<ObjectName> circular_;
  std::size_t index_ = 0;
};

}  // namespace

void lower_drops(Lowering& lowering) {
  Drops(lowering).run();
}

}  // namespace strata::dialects::mariadb
