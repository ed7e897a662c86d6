// strata migrate repair: without a choice it lists what the history, the files and the schema disagree on, and what can
// be done about each; with choices it does them. No script of a revision runs.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/json_output.hpp"
#include "cli/migration.hpp"
#include "cli/version.hpp"
#include "runner/repair.hpp"

namespace strata::cli {
namespace {

runner::RepairChoices choices_of(const MigrateRepairCommand& command) {
  return {command.accept, command.forget, command.mark_done, command.mark_undone, command.accept_schema};
}

ExitCode list(const Context& context) {
  const Migration migration = open_migration(context, Access::read);
  std::vector<runner::Mismatch> mismatches;
  if (migration.session) {
    mismatches = runner::find_mismatches(*migration.session, *migration.dialect, migration.names, migration.graph,
                                         migration.project.scope);
  }
  if (context.output.json) {
    print_line(context.output, mismatches_json(mismatches));
  } else {
    for (const auto& mismatch : mismatches) {
      print_line(context.output, mismatch.problem, Style::red);
      for (const auto& choice : mismatch.choices) print_line(context.output, "  " + choice);
    }
    if (mismatches.empty()) note(context.output, "there is nothing to repair");
  }
  return mismatches.empty() ? ExitCode::fine : ExitCode::findings;
}

}  // namespace

ExitCode run(const MigrateRepairCommand& command, const Context& context) {
  const auto choices = choices_of(command);
  if (choices.empty()) return list(context);
  const Migration migration = open_migration(context, Access::write);
  runner::ApplyOptions options;
  options.scope = migration.project.scope;
  options.tool_version = STRATA_VERSION;
  const auto lines =
      runner::repair(*migration.session, *migration.dialect, migration.names, migration.graph, choices, options);
  if (context.output.json) {
    print_line(context.output, repaired_json(lines));
  } else {
    for (const auto& line : lines) print_line(context.output, line);
  }
  return ExitCode::fine;
}

}  // namespace strata::cli
