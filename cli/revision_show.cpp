// strata revision show: one revision file, its header as facts and its scripts as they are.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/json_output.hpp"
#include "cli/migration.hpp"

namespace strata::cli {
namespace {

void print_fact(const Output& output, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  print_line(output, fmt::format("{} {}", styled(output, fmt::format("{:<10}", name), Style::dim), value));
}

void print_revision(const Output& output, const runner::Revision& revision) {
  print_fact(output, "revision", revision.id);
  print_fact(output, "message", revision.message);
  print_fact(output, "parents", fmt::format("{}", fmt::join(revision.parents, ", ")));
  print_fact(output, "depends on", fmt::format("{}", fmt::join(revision.depends_on, ", ")));
  print_fact(output, "labels", fmt::format("{}", fmt::join(revision.labels, ", ")));
  print_fact(output, "created", revision.created);
  print_fact(output, "proved", fmt::format("{}", fmt::join(revision.proved, ", ")));
  print_fact(output, "proof", revision.proof);
  print_fact(output, "no way back", revision.options.irreversible);
  print_fact(output, "checksum", revision.checksum);
  print_fact(output, "file", display_path(revision.file));
  for (const auto& section : revision.sections) {
    const std::string engine = section.engine.empty() ? "" : fmt::format(" {}", section.engine.view());
    print_line(output, fmt::format("\n-- strata:{}{}", to_string(section.direction), engine), Style::dim);
    print_line(output, section.text);
  }
}

}  // namespace

ExitCode run(const ShowRevisionCommand& command, const Context& context) {
  const runner::Graph graph = read_graph(project_of(context));
  const auto found = runner::resolve(runner::parse_target(command.target), graph);
  if (found.empty()) throw Error(ErrorCode::usage, "base is before the first revision: there is nothing to show");
  std::vector<runner::Revision> revisions;
  for (const auto index : found) revisions.push_back(graph.revisions()[index]);
  if (context.output.json) {
    print_line(context.output, revisions_json(revisions));
    return ExitCode::fine;
  }
  for (const auto& revision : revisions) {
    if (&revision != &revisions.front()) print_line(context.output, "");
    print_revision(context.output, revision);
  }
  return ExitCode::fine;
}

}  // namespace strata::cli
