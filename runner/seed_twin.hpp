// The tables of the other schema that seeded rows must fit as well (seed.hpp), as the rows of the first one see them:
// what a table and its columns are called there, and back.
#pragma once

#include "runner/seed.hpp"
#include "runner/seed_values.hpp"

#include <map>
#include <string>
#include <vector>

namespace strata::runner {

class TwinTables {
 public:
  TwinTables(const dialects::Dialect& dialect, const schema::Schema& schema, const Twin& twin);

  [[nodiscard]] const schema::Schema& schema() const { return twin_.schema; }

  // What a table or a column of the first schema is there; nullptr where it is none.
  [[nodiscard]] const schema::Table* find(const schema::ObjectName& old_table) const;
  [[nodiscard]] const schema::Column* find(const schema::Table& old_table, const schema::Column& column) const;

  // The keys that only the twin may have, in the old names; those of new columns have none.
  [[nodiscard]] std::vector<schema::ForeignKey> foreign_keys(const schema::Table& old_table,
                                                             const schema::Schema& old_schema) const;

  // True for a row of the old table whose values would not fit this one's types.
  [[nodiscard]] std::string misfit_condition(const schema::Table& old_table) const;

  // Whether the twin takes the row too.
  bool insert(const schema::Table& old_table, const Assignments& values, int row);

 private:
  [[nodiscard]] Assignments theirs(const schema::Table& old_table, const Assignments& values, int row) const;
  [[nodiscard]] long count(const schema::ObjectName& table) const;
  void rename(const schema::Table& old_table, std::vector<std::string>& columns) const;

  const dialects::Dialect& dialect_;
  const Twin& twin_;
  std::map<schema::ObjectName, const schema::Table*> tables_;  // by old name
  std::map<schema::ObjectName, schema::ObjectName> old_names_;
};

}  // namespace strata::runner
