// strata check: is all as it should be? For CI: the exit code tells, the findings say what to do.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/json_output.hpp"

#include <vector>

namespace strata::cli {
namespace {

// Findings that one thing mends have its hint once, below the last of them.
void print_findings(const Output& output, const std::vector<runner::CheckFinding>& findings) {
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const auto& finding = findings[i];
    const std::string mark = styled(output, finding.fails ? "✗" : "·", finding.fails ? Style::red : Style::dim);
    print_line(output, fmt::format("{} {}", mark, finding.message));
    const bool hint_follows = i + 1 < findings.size() && findings[i + 1].hint == finding.hint;
    if (!finding.hint.empty() && !hint_follows) print_line(output, fmt::format("  {}", finding.hint), Style::dim);
  }
}

}  // namespace

ExitCode run(const CheckCommand& command, const Context& context) {
  const runner::Project project = project_of(context);
  const auto report = command.drift ? runner::check_drift(project)
                                    : runner::check(project, command.from, command.to, progress_of(context));
  if (context.output.json) {
    print_line(context.output, check_json(report));
  } else {
    print_findings(context.output, report.findings);
    if (report.ok()) note(context.output, "all is in order");
  }
  return report.ok() ? ExitCode::fine : ExitCode::findings;
}

}  // namespace strata::cli
