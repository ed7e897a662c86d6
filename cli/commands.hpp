// The commands: each takes its own arguments and says how it ended. One file per command.
#pragma once

#include "cli/arguments.hpp"
#include "cli/context.hpp"
#include "cli/exit_code.hpp"

namespace strata::cli {

// All of them throw Error for what keeps them from doing what they were asked.
ExitCode run(const InitCommand& command, const Context& context);
ExitCode run(const NewRevisionCommand& command, const Context& context);
ExitCode run(const ShowRevisionCommand& command, const Context& context);
ExitCode run(const HeadsCommand& command, const Context& context);
ExitCode run(const HistoryCommand& command, const Context& context);
ExitCode run(const MigrateUpCommand& command, const Context& context);
ExitCode run(const MigrateDownCommand& command, const Context& context);
ExitCode run(const MigrateRedoCommand& command, const Context& context);
ExitCode run(const MigrateStatusCommand& command, const Context& context);
ExitCode run(const MigrateHistoryCommand& command, const Context& context);
ExitCode run(const MigrateStampCommand& command, const Context& context);
ExitCode run(const MigrateRepairCommand& command, const Context& context);
ExitCode run(const InspectCommand& command, const Context& context);
ExitCode run(const TempDdlCommand& command, const Context& context);
ExitCode run(const DiffCommand& command, const Context& context);
ExitCode run(const CheckCommand& command, const Context& context);

}  // namespace strata::cli
