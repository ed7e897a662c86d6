// Types and sequences that stay. What ALTER TYPE and ALTER DOMAIN can't do is done by a new type under the old name:
// the old one steps aside, columns move over (lower_table.cpp), the old one goes. Enum labels are added in place only
// where nothing of the same revision uses them: a label can't be used before the transaction that adds it commits.
#include "dialects/postgresql/disturbance.hpp"
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
using diff::Step;
using schema::Column;
using schema::ObjectName;

class Changes {
 public:
  explicit Changes(Lowering& lowering) : lowering_(lowering) {}

  void run() {
    for (const std::size_t i : lowering_.open()) {
      index_ = i;
      std::visit([this](const auto& operation) { lower(operation); }, lowering_.operations()[i]);
    }
  }

 private:
  Step new_step(Phase phase) {
    lowering_.mark_done(index_);
    return lowering_.new_step(index_, phase);
  }

  void add(Step step) {
    if (!step.statements.empty()) lowering_.add(std::move(step));
  }

  // ---- a new type in the old one's place

  void replace(std::string_view word, const ObjectName& old_name, const ObjectName& name, std::string creation,
               std::vector<std::string> comments, Resources needs, Resources releases, std::string_view words,
               std::vector<diff::Hazard> hazards = {}) {
    std::erase_if(releases, [&](const diff::Resource& resource) {
      return std::ranges::find(needs, resource) != needs.end();  // what it names in its expressions is the new one
    });
    Step make = new_step(Phase::create);
    make.summary = fmt::format("make {} {} anew", words, to_string(name));
    make.statements = {fmt::format("ALTER {} {} RENAME TO {}", word, quote(name), quote_identifier(old_name.name)),
                       std::move(creation)};
    std::ranges::move(comments, std::back_inserter(make.statements));
    make.provides = {type(name), type(old_name)};
    make.removes = {type(name)};
    make.needs = std::move(needs);
    make.hazards = std::move(hazards);
    lowering_.add(std::move(make));
    Step drop = lowering_.new_step(index_, Phase::drop);
    drop.summary = fmt::format("drop the old {} {}", words, to_string(name));
    drop.statements = {fmt::format("DROP {} {}", word, quote(old_name))};
    drop.needs = {type(old_name)};
    drop.removes = {type(old_name)};
    drop.releases = std::move(releases);
    lowering_.add(std::move(drop));
  }

  // ---- enums

  void lower(const diff::AlterEnum& o) {
    if (o.from.name != o.to.name) {
      Resources needs;
      add_namespace(o.to.name, needs);
      replace("TYPE", o.from.name, o.to.name, create_enum(o.to), comments(o.to), needs, {}, "enum", lost_labels(o));
      return;
    }
    Step step = new_step(Phase::create);
    std::size_t old_place = 0;
    for (std::size_t i = 0; i < o.to.labels.size(); ++i) {
      if (old_place < o.from.labels.size() && o.from.labels[old_place] == o.to.labels[i]) {
        ++old_place;
        continue;
      }
      // Behind the label before it, which is there by then; the first one before the next of the old ones.
      std::string place;
      if (i > 0 && old_place < o.from.labels.size()) {
        place = " AFTER " + quote_literal(o.to.labels[i - 1]);
      } else if (i == 0 && !o.from.labels.empty()) {
        place = " BEFORE " + quote_literal(o.from.labels.front());
      }
      step.statements.push_back(
          fmt::format("ALTER TYPE {} ADD VALUE {}{}", quote(o.to.name), quote_literal(o.to.labels[i]), place));
    }
    if (o.from.comment != o.to.comment) step.statements.push_back(comment_on("TYPE " + quote(o.to.name), o.to.comment));
    add(std::move(step));
  }

  static std::vector<diff::Hazard> lost_labels(const diff::AlterEnum& o) {
    std::string lost;
    for (const std::string& label : o.from.labels) {
      const bool stays = std::ranges::find(o.to.labels, label) != o.to.labels.end();
      if (!stays) lost += (lost.empty() ? "" : ", ") + label;
    }
    if (lost.empty()) return {};
    return {
        {HazardKind::breaks,
         fmt::format("fails where a row still has a label that goes ({}): give such rows another one first", lost)}};
  }

  // ---- domains

  void lower(const diff::AlterDomain& o) {
    if (o.from.name != o.to.name) {
      replace("DOMAIN", o.from.name, o.to.name, create_domain(o.to), comments(o.to), used_by(lowering_, o.to),
              used_by(lowering_, o.from), "domain");
      return;
    }
    const std::string head = "ALTER DOMAIN " + quote(o.to.name);
    Step step = new_step(Phase::alter);
    drop_checks(o, head, step);
    if (o.from.default_value != o.to.default_value) {
      step.statements.push_back(
          head + (o.to.default_value ? " SET " + default_clause(*o.to.default_value) : std::string(" DROP DEFAULT")));
    }
    if (o.from.nullable != o.to.nullable) {
      step.statements.push_back(head + (o.to.nullable ? " DROP NOT NULL" : " SET NOT NULL"));
      if (!o.to.nullable) warn_of_scan(o.to, step);
    }
    add_checks(o, head, step);
    if (o.from.comment != o.to.comment) {
      step.statements.push_back(comment_on("DOMAIN " + quote(o.to.name), o.to.comment));
    }
    step.needs = used_by(lowering_, o.to);
    step.needs.push_back(type(o.to.name));
    add(std::move(step));
  }

  void warn_of_scan(const schema::Domain& domain, Step& step) {
    const std::string message = fmt::format(
        "reads every row of the tables that use {}, and fails where a value does "
        "not fit",
        to_string(domain.name));
    if (step.hazards.empty()) step.hazards.push_back({HazardKind::scan, message});
  }

  // The same check but for what ALTER can change by itself.
  static bool same_condition(const schema::Check& from, const schema::Check& to) {
    return from.name == to.name && from.expression == to.expression && (from.validated == to.validated || to.validated);
  }
  static const schema::Check* find_check(const schema::Domain& domain, const std::string& name) {
    const auto found = std::ranges::find(domain.checks, name, &schema::Check::name);
    return found == domain.checks.end() ? nullptr : &*found;
  }

  static void drop_checks(const diff::AlterDomain& o, const std::string& head, Step& step) {
    for (const schema::Check& check : o.from.checks) {
      const schema::Check* stays = find_check(o.to, check.name);
      if (stays != nullptr && same_condition(check, *stays)) continue;
      step.statements.push_back(head + " DROP CONSTRAINT " + quote_identifier(check.name));
    }
  }

  void add_checks(const diff::AlterDomain& o, const std::string& head, Step& step) {
    for (const schema::Check& check : o.to.checks) {
      const schema::Check* before = find_check(o.from, check.name);
      const bool stays = before != nullptr && same_condition(*before, check);
      if (!stays) {
        step.statements.push_back(head + " ADD " + constraint_definition(check));
      } else if (check.validated && !before->validated) {
        step.statements.push_back(head + " VALIDATE CONSTRAINT " + quote_identifier(check.name));
      }
      if (check.validated && (!stays || !before->validated)) warn_of_scan(o.to, step);
      const std::string old_comment = stays ? before->comment : "";
      if (check.comment != old_comment) {
        step.statements.push_back(comment_on(
            fmt::format("CONSTRAINT {} ON DOMAIN {}", quote_identifier(check.name), quote(o.to.name)), check.comment));
      }
    }
  }

  // ---- composite types

  void lower(const diff::AlterCompositeType& o) {
    if (o.from.name != o.to.name) {
      replace("TYPE", o.from.name, o.to.name, create_composite_type(o.to), comments(o.to), used_by(o.to),
              used_by(o.from), "composite type");
      return;
    }
    Step step = new_step(Phase::alter);
    std::vector<std::string> clauses;
    for (const Column& attribute : o.from.attributes) {
      if (find_attribute(o.to, attribute.name) != nullptr) continue;
      clauses.push_back("DROP ATTRIBUTE " + quote_identifier(attribute.name));
      step.hazards.push_back({HazardKind::data_loss, fmt::format("drops attribute {}.{} and its values",
                                                                 to_string(o.to.name), attribute.name)});
    }
    for (const Column& attribute : o.to.attributes) {
      const Column* before = find_attribute(o.from, attribute.name);
      const std::string name = quote_identifier(attribute.name);
      const std::string collation = attribute.collation.empty() ? "" : " COLLATE " + attribute.collation;
      if (before == nullptr) {
        clauses.push_back(fmt::format("ADD ATTRIBUTE {} {}{}", name, attribute.type, collation));
      } else if (is_retyped(*before, attribute)) {
        clauses.push_back(fmt::format("ALTER ATTRIBUTE {} TYPE {}{}", name, attribute.type, collation));
      }
    }
    std::string statement = "ALTER TYPE " + quote(o.to.name);
    for (std::size_t i = 0; i < clauses.size(); ++i) {
      statement += (clauses.size() == 1 ? " " : i == 0 ? "\n  " : ",\n  ") + clauses[i];
    }
    if (!clauses.empty()) step.statements.push_back(statement);
    add_comments(o, step);
    step.needs = used_by(o.to);
    step.releases = used_by(o.from);
    std::erase_if(step.releases, [&](const diff::Resource& resource) {
      return std::ranges::find(step.needs, resource) != step.needs.end();
    });
    add(std::move(step));
  }

  static const Column* find_attribute(const schema::CompositeType& type, const std::string& name) {
    const auto found = std::ranges::find(type.attributes, name, &Column::name);
    return found == type.attributes.end() ? nullptr : &*found;
  }

  static void add_comments(const diff::AlterCompositeType& o, Step& step) {
    for (const Column& attribute : o.to.attributes) {
      const Column* before = find_attribute(o.from, attribute.name);
      if (attribute.comment != (before == nullptr ? "" : before->comment)) {
        step.statements.push_back(comment_on(column_of(o.to.name, attribute.name), attribute.comment));
      }
    }
    if (o.from.comment != o.to.comment) step.statements.push_back(comment_on("TYPE " + quote(o.to.name), o.to.comment));
  }

  // ---- sequences

  void lower(const diff::AlterSequence& o) {
    Step step = new_step(Phase::alter);
    step.statements = alter_sequence(o.from, o.to);
    step.needs = {relation(o.to.name)};
    if (o.from.owned_by != o.to.owned_by) change_owner(o, step);
    add(std::move(step));
  }

  void change_owner(const diff::AlterSequence& o, Step& step) {
    if (o.to.owned_by.empty()) {
      step.statements.push_back("ALTER SEQUENCE " + quote(o.to.name) + " OWNED BY NONE");
    } else {
      step.statements.push_back(sequence_owner(o.to));
      const schema::ColumnName owner = owned_by(o.to.owned_by);
      step.needs.push_back(relation(owner.table));
      step.needs.push_back(column(owner.table, owner.column));
    }
    if (o.from.owned_by.empty()) return;
    const schema::ColumnName before = owned_by(o.from.owned_by);
    step.releases = {relation(before.table), column(before.table, before.column)};  // with which it would go
  }

  void lower(const auto& /*other*/) {}

  Lowering& lowering_;
  std::size_t index_ = 0;
};

}  // namespace

void lower_type_changes(Lowering& lowering) {
  Changes(lowering).run();
}

}  // namespace strata::dialects::postgresql
