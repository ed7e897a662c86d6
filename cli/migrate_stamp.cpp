// strata migrate stamp: records that a database is at a revision without running anything.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/json_output.hpp"
#include "cli/migration.hpp"

namespace strata::cli {

ExitCode run(const MigrateStampCommand& command, const Context& context) {
  Migration migration = open_migration(context, command.dry_run ? Access::read : Access::write);
  const auto plan = runner::plan_stamp(migration.graph, migration.applied, command.target, plan_options(migration, {}));
  if (!command.dry_run && !plan.empty()) {
    runner::ApplyOptions options;
    options.lock_wait = migration.project.lock_wait;
    options.scope = migration.project.scope;
    options.tool_version = STRATA_VERSION;
    runner::stamp(*migration.session, *migration.dialect, migration.names, plan, options);
    warn_of_vanishing(migration, context);
  }
  if (context.output.json) {
    print_line(context.output, stamp_json(plan));
    return ExitCode::fine;
  }
  for (const auto& revision : plan.insert) {
    print_line(context.output, fmt::format("recorded as applied: {} {}", revision.id, revision.message));
  }
  for (const auto& id : plan.erase) print_line(context.output, fmt::format("no longer recorded: {}", id));
  if (plan.empty()) note(context.output, "nothing to do");
  if (command.dry_run) note(context.output, "dry run: nothing was changed");
  return ExitCode::fine;
}

}  // namespace strata::cli
