// Counts, in a live database, the values that a change of types can't keep as what they are to be, so that a person
// hears of them before anything is changed. Values are never shown, only where they stand.
#pragma once

#include "dialects/dialect.hpp"
#include "runner/rows.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace strata::runner {

struct Misfits {
  schema::ColumnName column;  // as it is called in the database
  schema::ColumnName renamed;  // as it will be called
  std::string type;  // the new one
  std::size_t count = 0;
  std::vector<std::string> rows;  // of the first few: "id 2", long keys cut short

  friend bool operator==(const Misfits&, const Misfits&) = default;
};

// The columns of changed tables whose values don't all fit; `operations` lead from `from`, which the session has, to
// `to`. One query for each table with columns that change their type, and one more for each column with misfits.
std::vector<Misfits> find_misfits(dialects::Session& session, const dialects::Dialect& dialect,
                                  const schema::Schema& from, const schema::Schema& to,
                                  const diff::Operations& operations);

// "notes.pages: 3 values do not fit INTEGER (id 2, id 7, id 9)"
std::string describe(const Misfits& misfits);

// Puts each as a hazard behind those that tell of the same change of type.
void add_hazards(const std::vector<Misfits>& found, std::vector<diff::Step>& steps);

// The conditions of all columns of a table, with OR between them: true for a row that does not fit. Empty: all do.
std::string misfit_condition(const dialects::Dialect& dialect, const schema::Table& from, const schema::Table& to,
                             const NameMap& names);

}  // namespace strata::runner
