// strata migrate redo: down to the target and up again with the files as they are, for a revision in the making.
#include "cli/commands.hpp"
#include "cli/migration.hpp"

namespace strata::cli {

ExitCode run(const MigrateRedoCommand& command, const Context& context) {
  Migration migration = open_migration(context, access_for(command.choices));
  const auto plan =
      runner::plan_redo(migration.graph, migration.applied, command.target, plan_options(migration, command.choices));
  carry_out(migration, plan, command.choices, context);
  return ExitCode::fine;
}

}  // namespace strata::cli
