// The project's database as what a new revision begins with: it has to be what the revisions lead to, or the revision
// would say nothing of what else is there.
#pragma once

#include "diff/step.hpp"
#include "runner/progress.hpp"
#include "runner/state.hpp"

namespace strata::runner {

struct Base {
  bool any_revision = false;
  schema::Schema replayed;  // what all revisions lead to on a scratch database
};

// Throws Error(refused) while revisions are pending.
Base read_base(const Project& project, const dialects::Dialect& dialect);

// The database as a state; the temporary tables, which it can't show, are those that the revisions make.
State database_state(const Project& project, const dialects::Dialect& dialect, const Base& base,
                     const Progress& progress);

// Throws Error(refused) that tells the differences between the database and what the revisions lead to.
void require_no_drift(const dialects::Dialect& dialect, const Base& base, const schema::Schema& live);

// Throws Error(refused) when the steps take off and put back what somebody made by hand: a database that the revisions
// alone have made does not have it, so that they could run on this one only, and not be replayed.
void require_made_by_revisions(const Base& base, const schema::Schema& live, const std::vector<diff::Step>& steps);

}  // namespace strata::runner
