// strata schema diff: what differs between two states. Exits with 1 when something does, as diff(1) does.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/json_output.hpp"
#include "cli/schema_text.hpp"
#include "diff/text_diff.hpp"
#include "runner/autogenerate.hpp"

namespace strata::cli {
namespace {

std::vector<std::string> statements_of(const std::vector<diff::Step>& steps) {
  std::vector<std::string> statements;
  for (const auto& step : steps) statements.insert(statements.end(), step.statements.begin(), step.statements.end());
  return statements;
}

void print_unified(const Output& output, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    Style style = Style::plain;
    if (line.starts_with('+')) style = Style::green;
    if (line.starts_with('-')) style = Style::red;
    if (line.starts_with("@@")) style = Style::cyan;
    if (line.starts_with("+++") || line.starts_with("---")) style = Style::bold;
    print_line(output, line, style);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

void print_difference(const Output& output, const Difference& difference, DiffFormat format) {
  switch (format) {
    case DiffFormat::operations:
      for (const auto& operation : difference.operations) {
        const bool destroys = !diff::destroys(operation).empty();
        print_line(output, diff::describe(operation), destroys ? Style::red : Style::plain);
      }
      break;
    case DiffFormat::sql:
      print(output, script_of(difference.statements));
      break;
    case DiffFormat::text:
      print_unified(output, difference.text);
      break;
  }
  for (const auto& text : difference.left_out) note(output, text);
  for (const auto& warning : difference.warnings) warn(output, warning);
  for (const auto& object : difference.unmodelled) {
    note(output, fmt::format("unmodelled: {}", schema::describe(object)));
  }
  if (difference.operations.empty())
    note(output, fmt::format("no difference between {} and {}", difference.from, difference.to));
}

void add_unmodelled(std::vector<schema::OpaqueObject>& known, const schema::Schema& schema) {
  for (const auto& object : schema.opaque_objects) {
    bool found = false;
    for (const auto& other : known) found = found || (other.kind == object.kind && other.name == object.name);
    if (!found) known.push_back(object);
  }
}

}  // namespace

ExitCode run(const DiffCommand& command, const Context& context) {
  const auto project = project_of(context);
  const auto& dialect = runner::project_dialect(project);
  const auto progress = progress_of(context);
  runner::Comparison comparison(project, dialect, command.from, command.to, progress);
  auto [old_state, new_state] = comparison.load();
  runner::Decisions decisions;
  decisions.column_order = command.column_order;
  const auto plan =
      runner::plan_between(comparison.project(), dialect, std::move(old_state), std::move(new_state), decisions);
  const schema::Schema& from = plan.from.schema;
  const schema::Schema& to = plan.to.schema;

  Difference difference{plan.from.name, plan.to.name, plan.operations, {}, "", {}};
  add_unmodelled(difference.unmodelled, from);
  add_unmodelled(difference.unmodelled, to);
  for (const auto* state : {&plan.from, &plan.to}) {
    difference.left_out.insert(difference.left_out.end(), state->left_out.begin(), state->left_out.end());
    difference.warnings.insert(difference.warnings.end(), state->warnings.begin(), state->warnings.end());
  }
  if (command.format == DiffFormat::sql) difference.statements = statements_of(plan.up);
  if (command.format == DiffFormat::text) {
    difference.text = diff::unified_diff(schema_text(dialect, from, SchemaFormat::sql),
                                         schema_text(dialect, to, SchemaFormat::sql), plan.from.name, plan.to.name);
  }
  if (context.output.json) {
    print_line(context.output, difference_json(difference));
  } else {
    print_difference(context.output, difference, command.format);
  }
  return difference.operations.empty() ? ExitCode::fine : ExitCode::findings;
}

}  // namespace strata::cli
