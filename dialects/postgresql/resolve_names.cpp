// Names of a resolved schema; see resolve_parts.hpp. Looked at when the models are resolved, since other engines have
// other limits and keep the names of other things apart.
#include "dialects/postgresql/resolve_parts.hpp"

#include <fmt/format.h>

#include <map>

namespace strata::dialects::postgresql {
namespace {

using schema::Finding;
using schema::ObjectName;
using schema::SourceLocation;

constexpr std::size_t longest_name = 63;  // bytes: NAMEDATALEN - 1, sql-syntax-lexical.html

class Names {
 public:
  explicit Names(std::vector<Finding>& findings) : findings_(findings) {}

  void check_length(const std::string& name, const std::string& kind, const SourceLocation& location) {
    if (name.size() <= longest_name) return;
    findings_.push_back({location,
                         fmt::format("the name of {} {} has {} bytes; PostgreSQL would cut it to {}", kind, name,
                                     name.size(), longest_name),
                         "give it a shorter name of its own, or shorten the naming convention"});
  }

  // Names that share a place with all others added here. `what` is the object by kind and name.
  void add(std::map<ObjectName, std::string>& taken, const ObjectName& name, const std::string& what,
           const SourceLocation& location) {
    if (name.name.empty()) return;
    const auto [earlier, fresh] = taken.emplace(name, what);
    if (fresh) return;
    findings_.push_back(
        {location,
         fmt::format("{} has the name of {}: on PostgreSQL they share a schema's names", what, earlier->second),
         "give one of them another name"});
  }

 private:
  std::vector<Finding>& findings_;
};

struct Checker {
  Names names;
  std::map<ObjectName, std::string> relations;
  std::map<ObjectName, std::string> types;

  void relation(const ObjectName& name, const std::string& kind, const SourceLocation& location) {
    names.check_length(name.name, kind, location);
    names.add(relations, name, fmt::format("{} {}", kind, to_string(name)), location);
  }

  void type(const ObjectName& name, const std::string& kind, const SourceLocation& location) {
    names.add(types, name, fmt::format("{} {}", kind, to_string(name)), location);
  }

  void columns(const std::vector<schema::Column>& columns) {
    for (const schema::Column& column : columns) names.check_length(column.name, "column", column.location);
  }

  // Its own, and of an index that stands behind it.
  void constraint(const ObjectName& owner, const std::string& name, const std::string& kind,
                  const SourceLocation& location, bool has_index) {
    if (has_index) return relation({owner.schema, name}, kind, location);
    names.check_length(name, kind, location);
  }

  void table(const schema::Table& table) {
    if (table.temporary) return;  // in a schema of its own
    relation(table.name, "table", table.location);
    type(table.name, "table", table.location);
    columns(table.columns);
    const auto all = [&](const auto& constraints, const std::string& kind, bool has_index) {
      for (const auto& each : constraints) constraint(table.name, each.name, kind, each.location, has_index);
    };
    if (table.primary_key) {
      constraint(table.name, table.primary_key->name, "primary key", table.primary_key->location, true);
    }
    all(table.uniques, "unique constraint", true);
    all(table.exclusions, "exclusion constraint", true);
    all(table.indexes, "index", true);
    all(table.foreign_keys, "foreign key", false);
    all(table.checks, "check", false);
  }
};

}  // namespace

void check_names(const schema::Schema& schema, std::vector<Finding>& findings) {
  Checker checker{Names(findings), {}, {}};
  for (const schema::Table& table : schema.tables) checker.table(table);
  for (const schema::View& view : schema.views) {
    if (view.temporary) continue;
    checker.relation(view.name, "view", view.location);
    checker.type(view.name, "view", view.location);
    for (const schema::Index& index : view.indexes) {
      checker.constraint(view.name, index.name, "index", index.location, true);
    }
  }
  for (const schema::Sequence& sequence : schema.sequences) {
    checker.relation(sequence.name, "sequence", sequence.location);
  }
  for (const schema::CompositeType& type : schema.composite_types) {
    checker.relation(type.name, "composite type", type.location);
    checker.type(type.name, "composite type", type.location);
  }
  for (const schema::Domain& domain : schema.domains) {
    checker.names.check_length(domain.name.name, "domain", domain.location);
    checker.type(domain.name, "domain", domain.location);
  }
  for (const schema::EnumType& type : schema.enums) {
    checker.names.check_length(type.name.name, "enum", type.location);
    checker.type(type.name, "enum", type.location);
    for (const std::string& label : type.labels) checker.names.check_length(label, "label", type.location);
  }
}

}  // namespace strata::dialects::postgresql
