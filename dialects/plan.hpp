// What everybody wants of a comparison: the ordered steps for its operations, and the statements for a whole schema.
#pragma once

#include "dialects/dialect.hpp"

namespace strata::dialects {

// lower() and order(). missing_fills as the dialect said.
Lowered plan(const Dialect& dialect, const Change& change);

// How to create the whole schema on an empty database, opaque objects included.
struct Creation {
  diff::Operations operations;
  std::vector<diff::Step> steps;  // in order
};
Creation creation_of(const Dialect& dialect, const schema::Schema& schema);
std::vector<std::string> creation_statements(const Dialect& dialect, const schema::Schema& schema);

}  // namespace strata::dialects
