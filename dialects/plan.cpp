// Operations -> ordered steps, on any engine: what is the dialect's own (lowering) and what is the same for all
// (ordering) put together.
#include "dialects/plan.hpp"

#include <iterator>
#include <string>
#include <utility>

namespace strata::dialects {

Lowered plan(const Dialect& dialect, const Change& change) {
  Lowered lowered = dialect.lower(change);
  lowered.steps = diff::order(std::move(lowered.steps));
  return lowered;
}

Creation creation_of(const Dialect& dialect, const schema::Schema& schema) {
  schema::Schema empty;
  empty.engine = schema.engine;
  Creation creation;
  creation.operations = dialect.compare(empty, schema, {.opaque_objects = true});
  creation.steps = plan(dialect, {creation.operations, empty, schema, Fills{}}).steps;
  return creation;
}

std::vector<std::string> creation_statements(const Dialect& dialect, const schema::Schema& schema) {
  std::vector<std::string> statements;
  for (diff::Step& step : creation_of(dialect, schema).steps) {
    std::move(step.statements.begin(), step.statements.end(), std::back_inserter(statements));
  }
  return statements;
}

}  // namespace strata::dialects
