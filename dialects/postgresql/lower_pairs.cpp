// Pairs of operations that drop and create one constraint or index: where only its comment, its validity, its
// deferral, its name or its storage differs, the thing itself stays and is altered. An index that becomes a unique
// constraint is taken over by it.
#include "dialects/postgresql/lower_parts.hpp"
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/rename_statements.hpp"
#include "dialects/postgresql/render.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace strata::dialects::postgresql {
namespace {

using diff::Constraint;
using diff::HazardKind;
using diff::Phase;
using diff::Step;
using schema::ForeignKey;
using schema::Index;
using schema::ObjectName;

// "DEFERRABLE INITIALLY DEFERRED"
std::string_view deferral_words(schema::Deferral deferral) {
  if (deferral == schema::Deferral::not_deferrable) return "NOT DEFERRABLE";
  return deferral == schema::Deferral::initially_immediate ? "DEFERRABLE INITIALLY IMMEDIATE"
                                                           : "DEFERRABLE INITIALLY DEFERRED";
}

Constraint with_comment(Constraint constraint, const std::string& comment) {
  std::visit([&](auto& c) { c.comment = comment; }, constraint);
  return constraint;
}
Constraint with_name(Constraint constraint, const std::string& name) {
  std::visit([&](auto& c) { c.name = name; }, constraint);
  return constraint;
}

// How the index behind a constraint is stored; nullptr where it has none.
const schema::Options* parameters_of(const Constraint& constraint) {
  return std::visit(
      [](const auto& c) -> const schema::Options* {
        if constexpr (requires { c.storage_parameters; }) return &c.storage_parameters;
        return nullptr;
      },
      constraint);
}
Constraint with_parameters(Constraint constraint, const schema::Options& parameters) {
  std::visit(
      [&](auto& c) {
        if constexpr (requires { c.storage_parameters; }) c.storage_parameters = parameters;
      },
      constraint);
  return constraint;
}

// A plain unique index is what stands behind a unique constraint.
bool can_become(const Index& index, const schema::UniqueConstraint& unique) {
  const auto plain = [](const schema::KeyPart& part) {
    schema::KeyPart bare;
    bare.column = part.column;
    return !part.column.empty() && part == bare;
  };
  return index.unique && index.valid && index.name == unique.name && index.method.empty() && index.where.empty() &&
         index.parts == unique.parts && index.include == unique.include &&
         index.storage_parameters == unique.storage_parameters && index.tablespace.empty() &&
         index.nulls_not_distinct == unique.nulls_not_distinct && std::ranges::all_of(index.parts, plain);
}

std::string joined_names(const schema::Options& options) {
  std::string out;
  for (const auto& [name, value] : options) out += (out.empty() ? "" : ", ") + name;
  return out;
}

class Pairs {
 public:
  explicit Pairs(Lowering& lowering) : lowering_(lowering) {
    for (const std::size_t i : lowering.open()) {
      if (const auto* o = std::get_if<diff::DropConstraint>(&lowering.operations()[i])) {
        dropped_constraints_.emplace(o->table, i);
      } else if (const auto* index = std::get_if<diff::DropIndex>(&lowering.operations()[i])) {
        dropped_indexes_.emplace(ObjectName{index->table.schema, index->index.name}, i);
      }
    }
  }

  void run() {
    for (const std::size_t i : lowering_.open()) {
      if (lowering_.is_done(i)) continue;
      std::visit([this, i](const auto& operation) { pair(operation, i); }, lowering_.operations()[i]);
    }
  }

 private:
  Step take(std::size_t drop, std::size_t add) {
    lowering_.mark_done(drop);
    lowering_.mark_done(add);
    Step step = lowering_.new_step(add, Phase::alter);
    step.operations = {drop, add};
    return step;
  }

  void pair(const diff::AddConstraint& o, std::size_t add) {
    const auto [first, last] = dropped_constraints_.equal_range(o.table);
    for (auto dropped = first; dropped != last; ++dropped) {
      const std::size_t drop = dropped->second;
      if (lowering_.is_done(drop)) continue;
      const auto& from = std::get<diff::DropConstraint>(lowering_.operations()[drop]).constraint;
      if (alter(o.table, from, o.constraint, drop, add)) return;
    }
    if (const auto* unique = std::get_if<schema::UniqueConstraint>(&o.constraint)) take_over(o.table, *unique, add);
  }

  // True if ALTER does it.
  bool alter(const ObjectName& table, const Constraint& from, const Constraint& to, std::size_t drop, std::size_t add) {
    if (from == to) return false;  // it makes way for a change of something else
    const std::string& old_name = constraint_name(from);
    const std::string& name = constraint_name(to);
    Constraint wanted = with_comment(with_name(from, name), constraint_comment(to));
    std::vector<std::string> clauses;
    const schema::Options* old_parameters = parameters_of(from);
    const schema::Options* parameters = parameters_of(to);
    if (old_parameters != nullptr && parameters != nullptr) {
      if (*old_parameters != *parameters && name.empty()) return false;
      if (Constraint stored = with_parameters(wanted, *parameters); stored == to) wanted = std::move(stored);
    }
    if (wanted != to) {
      if (old_name != name) return false;
      clauses = alterations(wanted, to);
      if (clauses.empty()) return false;
    } else if (old_name != name && name.empty()) {
      return false;
    }
    Step step = take(drop, add);
    const std::string head = "ALTER TABLE " + quote(table) + " ";
    if (old_name != name) {
      step.phase = Phase::rename;
      step.summary = fmt::format("rename constraint {} of {} to {}", old_name, to_string(table), name);
      step.statements.push_back(
          fmt::format("{}RENAME CONSTRAINT {} TO {}", head, quote_identifier(old_name), quote_identifier(name)));
      step.removes = {constraint(table, old_name), relation({table.schema, old_name})};
      step.provides = {constraint(table, name), relation({table.schema, name})};
    }
    for (const std::string& clause : clauses) {
      step.statements.push_back(head + clause);
      step.summary = fmt::format("change constraint {} of {}", name, to_string(table));
      if (clause.starts_with("VALIDATE")) {
        step.phase = Phase::constrain;
        step.hazards.push_back(
            {HazardKind::scan, fmt::format("reads every row of {}, and fails where one does not fit; "
                                           "others may read and write it",
                                           to_string(table))});
      }
    }
    if (parameters != nullptr && *old_parameters != *parameters) {
      if (step.summary.empty() || old_name == name) {
        step.summary = fmt::format("change the index of constraint {} of {}", name, to_string(table));
      }
      change_parameters(*old_parameters, *parameters, "ALTER INDEX " + quote(ObjectName{table.schema, name}), step);
    }
    if (constraint_comment(from) != constraint_comment(to)) {
      if (step.statements.empty()) {
        step.summary = fmt::format("change comment of constraint {} of {}", name, to_string(table));
      }
      step.statements.push_back(comment_on(constraint_on(table, name), constraint_comment(to)));
    }
    lowering_.add(std::move(step));
    return true;
  }

  // Clauses that make the one of the other, if there are such.
  static std::vector<std::string> alterations(const Constraint& from, const Constraint& to) {
    const std::string name = quote_identifier(constraint_name(to));
    const auto validate = "VALIDATE CONSTRAINT " + name;
    if (const auto* old_check = std::get_if<schema::Check>(&from)) {
      const auto* check = std::get_if<schema::Check>(&to);
      schema::Check validated = *old_check;
      validated.validated = true;
      return check != nullptr && validated == *check ? std::vector{validate} : std::vector<std::string>{};
    }
    const auto* old_key = std::get_if<ForeignKey>(&from);
    const auto* key = std::get_if<ForeignKey>(&to);
    if (old_key == nullptr || key == nullptr || (old_key->validated && !key->validated)) return {};
    ForeignKey altered = *old_key;
    altered.deferral = key->deferral;
    altered.validated = key->validated;
    if (altered != *key) return {};
    std::vector<std::string> out;
    if (old_key->deferral != key->deferral) {
      out.push_back(fmt::format("ALTER CONSTRAINT {} {}", name, deferral_words(key->deferral)));
    }
    if (old_key->validated != key->validated) out.push_back(validate);
    return out;
  }

  // ADD CONSTRAINT … USING INDEX builds nothing.
  void take_over(const ObjectName& table, const schema::UniqueConstraint& unique, std::size_t add) {
    const auto dropped = dropped_indexes_.find({table.schema, unique.name});
    if (dropped == dropped_indexes_.end() || lowering_.is_done(dropped->second)) return;
    const auto& o = std::get<diff::DropIndex>(lowering_.operations()[dropped->second]);
    if (o.table != table || !can_become(o.index, unique)) return;
    Step step = take(dropped->second, add);
    const std::string name = quote_identifier(unique.name);
    step.phase = Phase::constrain;
    step.provides = {constraint(table, unique.name)};
    std::string statement =
        fmt::format("ALTER TABLE {} ADD CONSTRAINT {} UNIQUE USING INDEX {}", quote(table), name, name);
    if (unique.deferral != schema::Deferral::not_deferrable)
      statement.append(" ").append(deferral_words(unique.deferral));
    step.statements = {std::move(statement)};
    if (!o.index.comment.empty()) {
      step.statements.push_back(comment_on("INDEX " + quote(index_name(table, o.index)), ""));
    }
    std::ranges::move(comments(table, Constraint(unique)), std::back_inserter(step.statements));
    lowering_.add(std::move(step));
  }

  void pair(const diff::CreateIndex& o, std::size_t create) {
    const auto dropped = dropped_indexes_.find({o.table.schema, o.index.name});
    if (dropped == dropped_indexes_.end() || lowering_.is_done(dropped->second)) return;
    const auto& drop = std::get<diff::DropIndex>(lowering_.operations()[dropped->second]);
    if (drop.table != o.table || drop.index == o.index) return;
    Index wanted = drop.index;
    wanted.comment = o.index.comment;
    wanted.storage_parameters = o.index.storage_parameters;
    wanted.tablespace = o.index.tablespace;
    if (wanted != o.index) return;
    Step step = take(dropped->second, create);
    step.summary = fmt::format("change index {} of {}", o.index.name, to_string(o.table));
    change_storage(drop.index, o.index, "ALTER INDEX " + quote(index_name(o.table, o.index)), step);
    if (drop.index.comment != o.index.comment) {
      step.statements.push_back(comment_on("INDEX " + quote(index_name(o.table, o.index)), o.index.comment));
    }
    lowering_.add(std::move(step));
  }

  static void change_storage(const Index& from, const Index& to, const std::string& head, Step& step) {
    if (from.tablespace != to.tablespace) {
      step.statements.push_back(head + " SET TABLESPACE " +
                                quote_identifier(to.tablespace.empty() ? "pg_default" : to.tablespace));
      step.hazards.push_back({HazardKind::lock, "copies the index, while nothing else uses it"});
    }
    change_parameters(from.storage_parameters, to.storage_parameters, head, step);
  }

  static void change_parameters(const schema::Options& from, const schema::Options& to, const std::string& head,
                                Step& step) {
    schema::Options gone;
    schema::Options set;
    for (const auto& option : from) {
      const bool stays = std::ranges::any_of(to, [&](const auto& other) { return other.first == option.first; });
      if (!stays) gone.push_back(option);
    }
    for (const auto& option : to) {
      if (std::ranges::find(from, option) == from.end()) set.push_back(option);
    }
    if (!gone.empty()) step.statements.push_back(head + " RESET (" + joined_names(gone) + ")");
    if (!set.empty()) {
      step.statements.push_back(head + " SET" + with_clause(set).substr(std::string_view(" WITH").size()));
    }
  }

  void pair(const diff::RenameIndex& o, std::size_t index) {
    lowering_.mark_done(index);
    Step step = lowering_.new_step(index, Phase::rename);
    step.statements = {rename_index(o)};
    step.removes = {relation({o.table.schema, o.from})};
    step.provides = {relation({o.table.schema, o.to})};
    lowering_.add(std::move(step));
  }

  static void pair(const auto& /*other*/, std::size_t /*index*/) {}

  Lowering& lowering_;
  std::multimap<ObjectName, std::size_t> dropped_constraints_;  // by table
  std::map<ObjectName, std::size_t> dropped_indexes_;
};

}  // namespace

void lower_pairs(Lowering& lowering) {
  Pairs(lowering).run();
}

}  // namespace strata::dialects::postgresql
