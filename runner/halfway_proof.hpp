// Where DDL is not transactional, a revision may stop between any two statements of its up: the proof that its down
// leads back from there.
#pragma once

#include "dialects/dialect.hpp"
#include "runner/revision.hpp"

#include <string>

namespace strata::runner {

// Stops up at as many places as some hundreds of statements allow, runs down by the runner's rule (what nothing was
// done of is skipped), and looks: the schema and all rows must be what they were. `session` holds `schema` and is as
// good as gone when the answer is not empty: "after statement 2 of up, down fails with: …". Needs nothing where DDL is
// transactional.
std::string not_taken_back(dialects::Session& session, const dialects::Dialect& dialect, const dialects::Scope& scope,
                           const Revision& revision, const schema::Schema& schema);

}  // namespace strata::runner
