// strata migrate down: takes off what lies above the target, latest first.
#include "cli/commands.hpp"
#include "cli/migration.hpp"

namespace strata::cli {

ExitCode run(const MigrateDownCommand& command, const Context& context) {
  Migration migration = open_migration(context, access_for(command.choices));
  const auto plan =
      runner::plan_down(migration.graph, migration.applied, command.target, plan_options(migration, command.choices));
  carry_out(migration, plan, command.choices, context);
  return ExitCode::fine;
}

}  // namespace strata::cli
