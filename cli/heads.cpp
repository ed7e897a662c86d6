// strata heads: the revisions that nothing builds on; more than one is a branch to be merged.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/json_output.hpp"
#include "cli/migration.hpp"

namespace strata::cli {

ExitCode run(const HeadsCommand&, const Context& context) {
  const runner::Graph graph = read_graph(project_of(context));
  std::vector<runner::Revision> heads;
  for (const auto index : graph.heads()) heads.push_back(graph.revisions()[index]);
  if (context.output.json) {
    print_line(context.output, revisions_json(heads));
    return ExitCode::fine;
  }
  for (const auto& head : heads) {
    print_line(context.output, fmt::format("{} {}", styled(context.output, head.id, Style::yellow), head.message));
  }
  if (heads.empty()) note(context.output, "there are no revisions yet");
  return ExitCode::fine;
}

}  // namespace strata::cli
