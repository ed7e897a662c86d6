// Renames, in the order given, since a swap goes through a temporary name. Indexes, checks, defaults, generated columns
// and foreign keys follow by themselves; views and triggers do not, and are put back with the new names. What strata
// can't know to mean the old name (the bodies of programs, applications) is said.
#include "dialects/mariadb/lower_parts.hpp"
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/online.hpp"
#include "dialects/mariadb/render.hpp"
#include "dialects/mariadb/rewrite_names.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace strata::dialects::mariadb {
namespace {

using diff::HazardKind;
using schema::ObjectName;
using schema::OpaqueObject;
using schema::View;

diff::Resource turn(std::size_t number) {
  return {"rename", {"", std::to_string(number)}};
}

class Renames {
 public:
  explicit Renames(const Change& change)
      : change_(change), views_(change.from.views), objects_(change.from.opaque_objects) {}

  Lowered run() {
    for (index_ = 0; index_ < change_.operations.size(); ++index_) {
      diff::Step step;
      step.summary = diff::describe(change_.operations[index_]);
      step.phase = diff::Phase::rename;
      step.operations = {index_};
      std::visit([&](const auto& operation) { rename(operation, step); }, change_.operations[index_]);
      add(std::move(step));
    }
    put_back_triggers();
    put_back_views();
    return std::move(out_);
  }

 private:
  void add(diff::Step step) {
    const std::size_t number = out_.steps.size();
    step.provides.push_back(turn(number));
    if (number > 0) step.needs.push_back(turn(number - 1));
    out_.steps.push_back(std::move(step));
  }

  // Nothing but names is written.
  [[nodiscard]] std::string in_place(const ObjectName& table) const {
    const auto old_name = original_.find(table);
    const schema::Table* found =
        schema::find_table(change_.from, old_name == original_.end() ? table : old_name->second);
    if (!change_.online || found == nullptr) return {};
    const std::string clause = algorithm_clause(cost_of(*found, Work{}));
    return clause.empty() ? clause : ", " + clause;
  }

  void rename(const diff::RenameTable& o, diff::Step& step) {
    step.statements = {fmt::format("RENAME TABLE {} TO {}", quote(o.from), quote(o.to))};
    step.hazards.push_back(
        {HazardKind::breaks, fmt::format("code that knows table {} fails from then on", to_string(o.from))});
    const auto old_name = original_.find(o.from);
    original_[o.to] = old_name == original_.end() ? o.from : old_name->second;
    for (View& view : views_) {
      take(rename_table_in(view.definition, o.from.name, o.to.name), view);
      std::ranges::replace(view.depends_on, o.from, o.to);
    }
    for (OpaqueObject& object : objects_) {
      if (object.table == o.from) object.table = o.to;
    }
    warn_of_programs(o.from.name, {}, step);
  }

  void rename(const diff::RenameColumn& o, diff::Step& step) {
    step.statements = {fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}{}", quote(o.table), quote_identifier(o.from),
                                   quote_identifier(o.to), in_place(o.table))};
    step.hazards.push_back({HazardKind::breaks, fmt::format("code that knows column {}.{} fails from then on",
                                                            to_string(o.table), o.from)});
    for (View& view : views_) take(rename_column_in(view.definition, o.table.name, o.from, o.to), view);
    for (OpaqueObject& object : objects_) {
      if (object.kind != "trigger" || object.table != o.table) continue;
      if (auto text = rename_column_in_trigger(object.definition, o.from, o.to)) {
        object.definition = std::move(*text);
        changed_triggers_.insert(o.table);
      }
    }
    warn_of_programs(o.from, o.table, step);
  }

  void rename(const diff::RenameIndex& o, diff::Step& step) {
    step.statements = {fmt::format("ALTER TABLE {} RENAME KEY {} TO {}{}", quote(o.table), quote_identifier(o.from),
                                   quote_identifier(o.to), in_place(o.table))};
  }

  static void rename(const auto& /*other*/, diff::Step& /*step*/) {}

  void take(std::optional<std::string> text, View& view) {
    if (!text) return;
    view.definition = std::move(*text);
    changed_views_.insert(view.name);
  }

  // `table` of a column, whose own triggers have been seen to; of other programs, those that name it, too.
  void warn_of_programs(const std::string& name, const ObjectName& table, diff::Step& step) const {
    for (const OpaqueObject& object : objects_) {
      if (object.definition.empty() || !mentions(object.definition, name)) continue;
      if (!table.name.empty() && (object.table == table || !mentions(object.definition, table.name))) continue;
      if (table.name.empty() && object.table && !mentions_besides(object, name)) continue;
      step.hazards.push_back({HazardKind::breaks, fmt::format("{} mentions {}, and is to be changed by hand where it "
                                                              "means this",
                                                              schema::describe(object), name)});
    }
  }
  // A trigger names its own table once, where the server puts the new name.
  static bool mentions_besides(const OpaqueObject& trigger, const std::string& name) {
    const std::size_t body = trigger.definition.find("FOR EACH ROW");
    return body == std::string::npos || mentions(std::string_view(trigger.definition).substr(body), name);
  }

  // All of a table, so that those of one event stay in their order.
  void put_back_triggers() {
    for (const ObjectName& table : changed_triggers_) {
      diff::Step step;
      step.summary = "put back the triggers of table " + to_string(table);
      step.phase = diff::Phase::rename;
      std::vector<std::string> creations;
      for (const OpaqueObject& object : objects_) {
        if (object.kind != "trigger" || object.table != table) continue;
        step.statements.push_back(object.removal);
        creations.push_back(object.definition);
      }
      step.statements.insert(step.statements.end(), creations.begin(), creations.end());
      add(std::move(step));
    }
  }

  // Each behind those that it uses, since MariaDB opens them all.
  void put_back_views() {
    std::set<ObjectName> left = changed_views_;
    if (left.empty()) return;
    diff::Step step;
    step.summary = "put back the views that use the old names";
    step.phase = diff::Phase::rename;
    while (!left.empty()) {
      const std::size_t before = left.size();
      for (const View& view : views_) {
        const auto waits = [&](const ObjectName& name) { return name != view.name && left.contains(name); };
        if (!left.contains(view.name) || std::ranges::any_of(view.depends_on, waits)) continue;
        step.statements.push_back(create_or_replace_view(view));
        left.erase(view.name);
      }
      if (left.size() == before) break;  // names that only look like views'
    }
    for (const View& view : views_) {
      if (left.contains(view.name)) step.statements.push_back(create_or_replace_view(view));
    }
    add(std::move(step));
  }

  const Change& change_;
  std::vector<View> views_;
  std::vector<OpaqueObject> objects_;
  std::map<ObjectName, ObjectName> original_;  // the name that a renamed table had at first
  std::set<ObjectName> changed_views_;
  std::set<ObjectName> changed_triggers_;
  std::size_t index_ = 0;
  Lowered out_;
};

}  // namespace

Lowered lower_renames(const Change& change) {
  return Renames(change).run();
}

}  // namespace strata::dialects::mariadb
