// The two things that everybody wants of a comparison: the operations between two schemas of one engine, and the
// ordered statements for them.
#pragma once

#include "dialects/dialect.hpp"
#include "diff/compare.hpp"

namespace strata::dialects {

// compare() over the canonical forms of both.
diff::Operations compare(const Dialect& dialect, const schema::Schema& from, const schema::Schema& to,
                         const diff::CompareOptions& options = {});

// lower() and order(). missing_fills as the dialect said.
Lowered plan(const Dialect& dialect, const Change& change);

// Statements that create the whole schema on an empty database, opaque objects included.
std::vector<std::string> creation_statements(const Dialect& dialect, const schema::Schema& schema);

}  // namespace strata::dialects
