// strata migrate up: applies what is pending up to the target.
#include "cli/commands.hpp"
#include "cli/migration.hpp"

namespace strata::cli {

ExitCode run(const MigrateUpCommand& command, const Context& context) {
  Migration migration = open_migration(context, access_for(command.choices));
  runner::PlanOptions options = plan_options(migration, command.choices);
  options.allow_edited = command.allow_edited;
  const auto plan = runner::plan_up(migration.graph, migration.applied, command.target, options);
  carry_out(migration, plan, command.choices, context);
  return ExitCode::fine;
}

}  // namespace strata::cli
