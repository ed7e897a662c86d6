// What the migrate commands share: the files, the database and what is applied, read once.
#pragma once

#include "cli/context.hpp"
#include "runner/apply.hpp"

#include <memory>
#include <vector>

namespace strata::cli {

struct Migration {
  runner::Project project;
  const dialects::Dialect* dialect = nullptr;
  runner::Graph graph;
  std::unique_ptr<dialects::Session> session;
  runner::HistoryNames names;
  runner::AppliedRevisions applied;
  std::vector<runner::Halfway> halfway;  // where DDL is not transactional
};

enum class Access { read, write };

// Reads the revisions first, so that a broken file is told before a database is touched. `read` takes a database
// that is not there for an empty one (no session then); `write` makes it.
Migration open_migration(const Context& context, Access access);

// For what has just changed a database that ends with the command.
void warn_of_vanishing(const Migration& migration, const Context& context);

// A run that only prints writes nothing, not even an empty database.
Access access_for(const RunChoices& choices);

// The files alone.
runner::Graph read_graph(const runner::Project& project);

runner::PlanOptions plan_options(const Migration& migration, const RunChoices& choices);

// Prints the plan, or its script, or runs it, as the choices say.
void carry_out(Migration& migration, const runner::MigratePlan& plan, const RunChoices& choices,
               const Context& context);

}  // namespace strata::cli
