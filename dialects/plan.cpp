// Operations of two schemas and the ordered steps for them, on any engine: what is the dialect's own (canonical
// spelling, lowering) and what is the same for all (comparing, ordering) put together.
#include "dialects/plan.hpp"

#include <iterator>
#include <utility>

namespace strata::dialects {

diff::Operations compare(const Dialect& dialect, const schema::Schema& from, const schema::Schema& to,
                         const diff::CompareOptions& options) {
  const schema::Schema canonical_from = dialect.canonical(from);
  const schema::Schema canonical_to = dialect.canonical(to);
  return diff::compare({from, canonical_from}, {to, canonical_to}, options);
}

Lowered plan(const Dialect& dialect, const Change& change) {
  Lowered lowered = dialect.lower(change);
  lowered.steps = diff::order(std::move(lowered.steps));
  return lowered;
}

std::vector<std::string> creation_statements(const Dialect& dialect, const schema::Schema& schema) {
  schema::Schema empty;
  empty.engine = schema.engine;
  const diff::Operations operations = compare(dialect, empty, schema, {.opaque_objects = true});
  Lowered lowered = plan(dialect, {operations, empty, schema, Fills{}});
  std::vector<std::string> statements;
  for (diff::Step& step : lowered.steps) {
    std::move(step.statements.begin(), step.statements.end(), std::back_inserter(statements));
  }
  return statements;
}

}  // namespace strata::dialects
