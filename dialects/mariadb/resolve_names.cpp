// Names of a resolved schema; see resolve_parts.hpp. Looked at when the models are resolved, since other engines have
// other limits and keep the names of other things apart.
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/resolve_parts.hpp"
#include "schema/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace strata::dialects::mariadb {
namespace {

using schema::SourceLocation;

// Names of indexes and constraints are the same whatever their case: they are kept in lower case.
class Checker {
 public:
  explicit Checker(Resolving& resolving) : resolving_(resolving) {}

  // Names that share a place with all others of `taken`. `where` says which.
  using Taken = std::map<std::string, std::string>;
  void add(Taken& taken, const std::string& key, const std::string& what, std::string_view where,
           const SourceLocation& location) {
    if (key.empty()) return;
    const auto [earlier, fresh] = taken.emplace(key, what);
    if (fresh) return;
    resolving_.refuse(location,
                      fmt::format("{} has the name of {}: on MariaDB they share {}", what, earlier->second, where),
                      "give one of them another name");
  }

  void check_length(const std::string& name, std::string_view kind, const SourceLocation& location) {
    const std::size_t length = characters_in(name);
    if (length <= longest_name) return;
    resolving_.refuse(
        location,
        fmt::format("the name of {} {} has {} characters; MariaDB's have at most {}", kind, name, length, longest_name),
        "give it a shorter name of its own, or shorten the naming convention");
  }

  void relation(const schema::ObjectName& name, const std::string& kind, const SourceLocation& location) {
    check_length(name.name, kind, location);
    add(relations_, name.name, fmt::format("{} {}", kind, name.name), "a database's names", location);
  }

  void table(const schema::Table& table) {
    if (table.temporary) {
      check_length(table.name.name, "table", table.location);  // in the session, beside all others
    } else {
      relation(table.name, "table", table.location);
    }
    for (const schema::Column& column : table.columns) check_length(column.name, "column", column.location);
    Taken indexes{{"primary", "the primary key"}};
    for (const schema::Index& index : table.indexes) {
      check_length(index.name, "index", index.location);
      add(indexes, ascii::in_lower_case(index.name), fmt::format("index {}", index.name), "a table's names of keys",
          index.location);
    }
    Taken constraints;
    for (const schema::Check& check : table.checks) {
      check_length(check.name, "check", check.location);
      add(constraints, ascii::in_lower_case(check.name), fmt::format("check {}", check.name),
          "a table's names of constraints", check.location);
    }
    for (const schema::ForeignKey& key : table.foreign_keys) {
      check_length(key.name, "foreign key", key.location);
      const std::string what = fmt::format("foreign key {} of {}", key.name, table.name.name);
      add(foreign_keys_, ascii::in_lower_case(key.name), what, "a database's names of foreign keys", key.location);
    }
  }

 private:
  Resolving& resolving_;
  Taken relations_;
  Taken foreign_keys_;
};

}  // namespace

void check_names(Resolving& resolving, const schema::Schema& schema) {
  Checker checker(resolving);
  for (const schema::Table& table : schema.tables) checker.table(table);
  for (const schema::View& view : schema.views) checker.relation(view.name, "view", view.location);
  for (const schema::Sequence& sequence : schema.sequences) {
    checker.relation(sequence.name, "sequence", sequence.location);
  }
}

}  // namespace strata::dialects::mariadb
