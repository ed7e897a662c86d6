// Rows for a scratch database, so that a proof shows what happens to data and not only to structure. Values come
// from the dialect's samples and from the literals in the table's checks; foreign keys take values that the
// referenced table has.
#pragma once

#include "dialects/dialect.hpp"
#include "runner/rows.hpp"

#include <string>
#include <vector>

namespace strata::runner {

// A schema that the rows must fit as well, on an empty database of its own, under the names that `names` leads to.
struct Twin {
  dialects::Session& session;
  const schema::Schema& schema;
  const NameMap& names;
};

// Puts up to four rows into every permanent table: one without NULLs where it can be, one with NULL wherever it
// may be, one with other values, and one that is like the first but for its keys. Gives the tables that took none (a
// check that no value satisfied, a trigger that refused). With a twin only tables that it has get rows, and only such
// rows as it takes too: where a column is new there, or takes no NULL any more, it gets a value of its own.
std::vector<schema::ObjectName> seed(dialects::Session& session, const dialects::Dialect& dialect,
                                     const schema::Schema& schema, const Twin* twin = nullptr);

}  // namespace strata::runner
