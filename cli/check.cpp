// strata check: is all as it should be? For CI: the exit code tells, the findings say what to do.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/json_output.hpp"

namespace strata::cli {
namespace {

void print_finding(const Output& output, const runner::CheckFinding& finding) {
  const std::string mark = styled(output, finding.fails ? "✗" : "·", finding.fails ? Style::red : Style::dim);
  print_line(output, fmt::format("{} {}", mark, finding.message));
  if (!finding.hint.empty()) print_line(output, fmt::format("  {}", finding.hint), Style::dim);
}

}  // namespace

ExitCode run(const CheckCommand& command, const Context& context) {
  const auto report = runner::check(project_of(context), command.from, command.to, progress_of(context));
  if (context.output.json) {
    print_line(context.output, check_json(report));
  } else {
    for (const auto& finding : report.findings) print_finding(context.output, finding);
    if (report.ok()) note(context.output, "all is in order");
  }
  return report.ok() ? ExitCode::fine : ExitCode::findings;
}

}  // namespace strata::cli
