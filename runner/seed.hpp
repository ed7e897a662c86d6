// Rows for a scratch database, so that a proof shows what happens to data and not only to structure. Values come
// from the dialect's samples and from the literals in the table's checks; foreign keys take values that the
// referenced table has.
#pragma once

#include "dialects/dialect.hpp"

#include <string>
#include <vector>

namespace strata::runner {

// Puts up to three rows into every permanent table: one without NULLs where it can be, one with NULL wherever it
// may be, and one more. Gives the tables that took none (a check that no value satisfied, a trigger that refused).
std::vector<schema::ObjectName> seed(dialects::Session& session, const dialects::Dialect& dialect,
                                     const schema::Schema& schema);

}  // namespace strata::runner
