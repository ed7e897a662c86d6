// Whether rows survived a change: a snapshot of every table before it, compared with what stands after it under the
// names that tables and columns then have.
#pragma once

#include "dialects/dialect.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace strata::runner {

// Old name -> new name, for tables and for columns of the (old) table; what is not in it kept its name.
struct NameMap {
  std::map<schema::ObjectName, schema::ObjectName> tables;
  std::map<std::pair<schema::ObjectName, std::string>, std::string> columns;
  std::map<schema::ObjectName, schema::Options> labels;  // old, new, by enum type

  [[nodiscard]] const schema::ObjectName& table(const schema::ObjectName& old_name) const;
  [[nodiscard]] const std::string& column(const schema::ObjectName& old_table, const std::string& old_name) const;
};

// Follows the renames among the operations, in their order, from the old names to the final ones.
NameMap name_map(const diff::Operations& operations);

// The way back: new name -> old name.
NameMap inverse(const NameMap& names);

// Literals of every row of every permanent table; columns by name. Generated columns are left out, since their
// values follow from the others.
struct TableRows {
  schema::Table table;
  std::vector<std::string> columns;
  std::vector<dialects::Row> rows;
  std::set<std::string> converted;  // columns whose values stand here as they are to become
};
using Snapshot = std::vector<TableRows>;

// The own rows of each table: those of tables that inherit from it are theirs. Where a column's type is another one in
// `to`, under the name that `names` leads to, its values are read as the engine's own conversion gives them.
// Throws SqlError where a value can't be converted.
Snapshot take_snapshot(dialects::Session& session, const dialects::Dialect& dialect, const schema::Schema& schema,
                       const schema::Schema& to, const NameMap& names);

// What was lost: one line a table ("table users: a row is gone: id 1, email 'a'"), empty when every column that is in
// both schemas has kept its values, or has those they were to become. Where a column's type changed and its values were
// to stay, those that are the same text or the same number are the same; where it stopped taking NULL, a NULL may have
// become anything.
std::vector<std::string> lost_rows(dialects::Session& session, const dialects::Dialect& dialect, const Snapshot& before,
                                   const schema::Schema& now, const NameMap& names);

}  // namespace strata::runner
