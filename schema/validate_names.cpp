// Names that are empty or taken twice, and old names that two new ones claim. Two objects that never meet on one
// engine (only_on) may share a name. Index names are compared within a table: some engines keep them apart by
// table, and those that don't say so when the model is built on them.
#include "schema/validate_parts.hpp"

#include <algorithm>

namespace strata::schema::validation {
namespace {

struct Claim {
  std::string what;  // "table users"
  const OnlyOn* only_on;
  const SourceLocation* location;
};

// Names of one kind in one place.
class Taken {
 public:
  explicit Taken(std::string where) : where_(std::move(where)) {}

  void add(const std::string& name, const std::string& kind, const OnlyOn& only_on, const SourceLocation& location,
           Findings& findings, const std::string& hint = "") {
    std::vector<Claim>& claims = claims_[name];
    for (const Claim& claim : claims) {
      if (!overlap(*claim.only_on, only_on)) continue;
      const std::string earlier = claim.location->file.empty()
                                      ? ""
                                      : " at " + claim.location->file + ":" + std::to_string(claim.location->line);
      report(findings, location, where_ + kind + " " + name + " is there twice, first as " + claim.what + earlier,
             hint);
      break;
    }
    claims.push_back({kind, &only_on, &location});
  }

 private:
  std::string where_;
  std::map<std::string, std::vector<Claim>> claims_;
};

// Old names: a thing can be renamed to one new name only.
class Claimed {
 public:
  explicit Claimed(std::string where) : where_(std::move(where)) {}

  void add(const std::string& old_name, const std::string& new_name, const SourceLocation& location,
           Findings& findings) {
    if (old_name.empty()) return;
    if (old_name == new_name) {
      report(findings, location, where_ + new_name + " is renamed from its own name");
      return;
    }
    const auto [claim, fresh] = claims_.emplace(old_name, new_name);
    if (fresh) return;
    report(findings, location, where_ + new_name + " and " + claim->second + " are both renamed from " + old_name);
  }

 private:
  std::string where_;
  std::map<std::string, std::string> claims_;
};

void check_columns(const ModelTable& table, Findings& findings) {
  const std::string where = "table " + to_string(table.name) + ": ";
  Taken names(where);
  Claimed old_names(where);
  if (table.columns.empty() && !table.options.partition_of && table.options.inherits.empty()) {
    report(findings, table.location, "table " + to_string(table.name) + " has no columns");
  }
  for (const ModelColumn& column : table.columns) {
    if (column.name.empty()) report(findings, column.location, where + "a column has no name");
    names.add(column.name, "column", column.only_on, column.location, findings);
    old_names.add(column.renamed_from, column.name, column.location, findings);
  }
}

void check_constraints(const ModelTable& table, Findings& findings) {
  Taken names("table " + to_string(table.name) + ": ");
  const auto add = [&](const auto& constraint, const char* kind) {
    if (constraint.name.empty()) return;
    names.add(constraint.name, kind, constraint.only_on, constraint.location, findings, "give one of them a name");
  };
  if (table.primary_key) add(*table.primary_key, "primary key");
  for (const ModelKey& key : table.uniques) add(key, "unique constraint");
  for (const ModelForeignKey& key : table.foreign_keys) add(key, "foreign key");
  for (const ModelCheck& check : table.checks) add(check, "check");
  for (const ModelExclusion& exclusion : table.exclusions) add(exclusion, "exclusion constraint");
}

void check_indexes(const std::string& owner, const std::vector<ModelIndex>& indexes, Findings& findings) {
  Taken names(owner + ": ");
  Claimed old_names(owner + ": ");
  for (const ModelIndex& index : indexes) {
    if (index.name.empty()) {
      report(findings, index.location, owner + ": an index has no name",
             "name it, or set the naming convention for indexes");
      continue;
    }
    names.add(index.name, "index", index.only_on, index.location, findings, "give one of them a name");
    old_names.add(index.renamed_from, index.name, index.location, findings);
  }
}

// Tables, views and sequences share their names; temporary ones are apart, they hide others of their name.
void check_relations(const Model& model, Findings& findings) {
  Taken permanent("");
  Taken temporary("temporary ");
  Claimed old_tables("");
  Claimed old_views("");
  const auto check_name = [&](const ObjectName& name, const SourceLocation& location, const char* kind) {
    if (name.name.empty()) report(findings, location, std::string(kind) + " without a name");
  };
  for (const ModelTable& table : model.tables) {
    check_name(table.name, table.location, "table");
    Taken& names = table.temporary ? temporary : permanent;
    names.add(to_string(table.name), "table", table.only_on, table.location, findings);
    old_tables.add(table.renamed_from, table.name.name, table.location, findings);
  }
  for (const ModelView& view : model.views) {
    check_name(view.name, view.location, "view");
    Taken& names = view.temporary ? temporary : permanent;
    names.add(to_string(view.name), "view", view.only_on, view.location, findings);
    old_views.add(view.renamed_from, view.name.name, view.location, findings);
  }
  for (const ModelSequence& sequence : model.sequences) {
    check_name(sequence.name, sequence.location, "sequence");
    permanent.add(to_string(sequence.name), "sequence", sequence.only_on, sequence.location, findings);
  }
}

void check_types(const Model& model, Findings& findings) {
  const OnlyOn everywhere;
  Taken names("");
  const auto add = [&](const auto& type, const char* kind, const OnlyOn& only_on) {
    if (type.name.name.empty()) report(findings, type.location, std::string(kind) + " without a name");
    names.add(to_string(type.name), kind, only_on, type.location, findings);
  };
  for (const ModelEnum& type : model.enums) add(type, "enum", everywhere);
  for (const ModelDomain& type : model.domains) add(type, "domain", type.only_on);
  for (const ModelCompositeType& type : model.composite_types) add(type, "composite type", type.only_on);
}

}  // namespace

bool overlap(const OnlyOn& a, const OnlyOn& b) {
  if (a.empty() || b.empty()) return true;
  return std::ranges::any_of(a, [&](const std::string& engine) { return std::ranges::find(b, engine) != b.end(); });
}

void check_names(const Model& named, Findings& findings) {
  check_types(named, findings);
  check_relations(named, findings);
  for (const ModelTable& table : named.tables) {
    check_columns(table, findings);
    check_constraints(table, findings);
    check_indexes("table " + to_string(table.name), table.indexes, findings);
  }
  for (const ModelView& view : named.views) check_indexes("view " + to_string(view.name), view.indexes, findings);
}

}  // namespace strata::schema::validation
