// strata history: the revision files in their order, what is built on before what builds on it. No database is
// needed; `strata migrate status` says what of it is applied.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/json_output.hpp"
#include "cli/migration.hpp"

namespace strata::cli {
namespace {

using runner::Graph;

Graph::Selection selected(const Graph& graph, const std::string& range) {
  Graph::Selection all(graph.size(), true);
  if (range.empty()) return all;
  const std::size_t colon = range.find(':');
  if (colon == std::string::npos) {
    throw Error(ErrorCode::usage, fmt::format("\"{}\" is no range", range)).hint("write A:B, A: or :B");
  }
  const std::string from = range.substr(0, colon);
  const std::string to = range.substr(colon + 1);
  const auto resolved = [&](const std::string& target) { return runner::resolve(runner::parse_target(target), graph); };
  const auto above = from.empty() ? all : graph.with_descendants(resolved(from));
  const auto below = to.empty() ? all : graph.with_ancestors(resolved(to));
  for (std::size_t index = 0; index < all.size(); ++index) all[index] = above[index] && below[index];
  return all;
}

std::string line_of(const Output& output, const runner::Revision& revision, bool head) {
  std::string line = fmt::format("{} {}", styled(output, revision.id, Style::yellow), revision.message);
  if (!revision.parents.empty()) {
    line += styled(output, fmt::format(" (on {})", fmt::join(revision.parents, ", ")), Style::dim);
  }
  if (!revision.labels.empty()) {
    line += styled(output, fmt::format(" {{{}}}", fmt::join(revision.labels, ", ")), Style::cyan);
  }
  if (head) line += styled(output, " [head]", Style::cyan);
  return line;
}

}  // namespace

ExitCode run(const HistoryCommand& command, const Context& context) {
  const Graph graph = read_graph(project_of(context));
  const Graph::Selection shown = selected(graph, command.range);
  Graph::Selection heads(graph.size(), false);
  for (const auto index : graph.heads()) heads[index] = true;

  std::vector<runner::Revision> revisions;
  for (Graph::Index index = 0; index < graph.size(); ++index) {
    if (!shown[index]) continue;
    revisions.push_back(graph.revisions()[index]);
    if (!context.output.json) print_line(context.output, line_of(context.output, revisions.back(), heads[index]));
  }
  if (context.output.json) {
    print_line(context.output, revisions_json(revisions));
  } else if (revisions.empty()) {
    note(context.output, graph.size() == 0 ? "there are no revisions" : "there are none in this range");
  }
  return ExitCode::fine;
}

}  // namespace strata::cli
