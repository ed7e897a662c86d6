// strata revision: a new revision file, empty for a person to fill in, or generated and proved. What autogenerate
// can't know is asked at a terminal; elsewhere it is refused with the flag to give.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "cli/commands.hpp"
#include "cli/json_output.hpp"
#include "cli/migration.hpp"
#include "cli/prompt.hpp"
#include "dialects/url.hpp"
#include "runner/autogenerate.hpp"
#include "runner/directory.hpp"
#include "runner/revision_file.hpp"

namespace strata::cli {
namespace {

using runner::Decisions;
using runner::Proposal;
using runner::Revision;

// The first revision makes the folder.
runner::Graph graph_so_far(const runner::Project& project) {
  std::error_code failure;
  return std::filesystem::exists(project.migrations, failure) ? read_graph(project) : runner::Graph();
}

std::vector<std::string> ids_of(const runner::Graph& graph, const std::vector<std::string>& targets) {
  std::vector<std::string> parents;
  for (const std::string& target : targets) {
    for (const auto& id : graph.ids(runner::resolve(runner::parse_target(target), graph))) {
      if (std::find(parents.begin(), parents.end(), id) == parents.end()) parents.push_back(id);
    }
  }
  return parents;
}

// What the new revision builds on: the one head, or what --parent names.
std::vector<std::string> parents_of(const runner::Graph& graph, const std::vector<std::string>& targets) {
  if (!targets.empty()) return ids_of(graph, targets);
  std::vector<std::string> parents = graph.ids(graph.heads());
  if (parents.size() > 1) {
    throw Error(ErrorCode::revision, fmt::format("there are {} heads: {}", parents.size(), fmt::join(parents, ", ")))
        .hint("say what to build on: --parent ID, or join them first: strata revision merge");
  }
  return parents;
}

std::vector<std::string> merged_parents(const runner::Graph& graph, const std::vector<std::string>& targets) {
  std::vector<std::string> parents = targets.empty() ? graph.ids(graph.heads()) : ids_of(graph, targets);
  if (parents.size() > 1) return parents;
  throw Error(ErrorCode::revision, parents.empty() ? "there are no revisions to join"
                                                   : fmt::format("{} alone is nothing to join", parents.front()))
      .hint("strata heads lists the heads");
}

Revision empty_revision(const NewRevisionCommand& command, std::vector<std::string> parents) {
  Revision revision;
  revision.id = runner::new_revision_id();
  revision.parents = std::move(parents);
  revision.message = command.message;
  revision.created = runner::format_utc(std::chrono::system_clock::now());
  revision.sections = {{runner::Direction::up, "", "", 1}, {runner::Direction::down, "", "", 1}};
  return revision;
}

Decisions decisions_of(const NewRevisionCommand& command) {
  Decisions decisions;
  for (const std::string& text : command.renames) decisions.renames.push_back(diff::parse_rename(text));
  for (const std::string& text : command.fills) runner::add_fill(decisions.fills, text);
  decisions.no_renames = command.no_renames;
  decisions.column_order = command.column_order;
  decisions.allow_data_loss = command.allow_data_loss;
  return decisions;
}

// Asks about each likely rename that was not asked about before. True when one was confirmed, so that the proposal
// must be made anew.
bool ask_renames(const Proposal& proposal, Decisions& decisions, std::vector<diff::Rename>& asked) {
  bool confirmed = false;
  for (const diff::Rename& rename : proposal.likely_renames) {
    if (std::find(asked.begin(), asked.end(), rename) != asked.end()) continue;
    asked.push_back(rename);
    if (!ask_yes_no(fmt::format("Is this a rename: {}?", diff::to_string(rename)))) continue;
    decisions.renames.push_back(rename);
    confirmed = true;
  }
  return confirmed;
}

bool ask_fills(const Proposal& proposal, Decisions& decisions) {
  bool filled = false;
  for (const auto& missing : proposal.missing_fills) {
    const auto value = ask_text(
        fmt::format("Value (SQL) of {}.{} for rows that are there: ", to_string(missing.table), missing.column));
    if (!value) continue;
    decisions.fills[{missing.table, missing.column}] = *value;
    filled = true;
  }
  return filled;
}

void ask_data_loss(const Proposal& proposal, Decisions& decisions) {
  if (proposal.destroyed.empty() || decisions.allow_data_loss || !can_ask()) return;
  std::fputs("This would destroy data:\n", stderr);
  for (const std::string& what : proposal.destroyed) std::fprintf(stderr, "  %s\n", what.c_str());
  decisions.allow_data_loss = ask_yes_no("Is that meant?");
}

// The proposal with all that flags and, at a terminal, the person decide on what is to change.
Proposal decided_proposal(const NewRevisionCommand& command, const runner::Project& project, Decisions& decisions,
                          const Context& context) {
  const auto propose = [&] {
    return runner::propose(project, command.from, command.to, decisions, progress_of(context));
  };
  Proposal proposal = propose();
  if (!can_ask() || context.output.json) return proposal;
  std::vector<diff::Rename> asked;
  while (ask_renames(proposal, decisions, asked)) proposal = propose();
  if (!asked.empty()) {
    decisions.no_renames = true;  // what was not confirmed is a drop and an add
    proposal = propose();
  }
  if (ask_fills(proposal, decisions)) proposal = propose();
  return proposal;
}

void note_proposal(const Proposal& proposal, const Context& context) {
  const bool several = proposal.engines.size() > 1;
  for (const auto& engine : proposal.engines) {
    if (several) note(context.output, fmt::format("{}:", engine.dialect->name()));
    for (const auto& operation : engine.operations) note(context.output, "  " + diff::describe(operation));
  }
  for (const auto& engine : proposal.engines) {
    for (const auto& text : engine.to.left_out) note(context.output, text);
    for (const auto& state : {&engine.from, &engine.to}) {
      for (const auto& warning : state->warnings) warn(context.output, warning);
    }
  }
  for (const auto& engine : proposal.left_out) {
    warn(context.output,
         fmt::format("not written for {}, where this revision will be refused: {}", engine.engine, engine.reason));
  }
  for (const auto& misfits : proposal.misfits) {
    warn(context.output, fmt::format("{}: up will fail until that is changed", runner::describe(misfits)));
  }
  for (const auto& object : proposal.unmodelled) {
    note(context.output, fmt::format("unmodelled: {}", schema::describe(object)));
  }
}

void note_proof(const Revision& revision, const Context& context) {
  if (revision.proved.empty()) return;
  const std::string reservation = revision.proof.empty() ? "" : fmt::format(" ({})", revision.proof.view());
  note(context.output, fmt::format("proved on {}: up, down and rows{}", fmt::join(revision.proved, ", "), reservation));
}

// Writes the revision, or prints what would be written. Gives the path for people, empty on a dry run.
std::string write(const NewRevisionCommand& command, const runner::Project& project, const Revision& revision,
                  const Context& context) {
  if (command.dry_run) {
    if (!context.output.json) print(context.output, runner::render_revision(revision));
    note(context.output, "dry run: nothing was written");
    return "";
  }
  std::string path = display_path(runner::write_revision(project.migrations, revision).string());
  if (!context.output.json) print_line(context.output, path);
  return path;
}

ExitCode write_empty(const NewRevisionCommand& command, const runner::Project& project,
                     std::vector<std::string> parents, const Context& context) {
  const Revision revision = empty_revision(command, std::move(parents));
  const std::string path = write(command, project, revision, context);
  if (context.output.json) {
    print_line(context.output, proposal_json({}, &revision, path));
  } else if (!command.dry_run && !command.merge) {
    note(context.output, "write its statements under -- strata:up and -- strata:down");
  }
  return ExitCode::fine;
}

ExitCode write_generated(const NewRevisionCommand& command, const runner::Project& project,
                         const std::vector<std::string>& parents, const Context& context) {
  Decisions decisions = decisions_of(command);
  const Proposal proposal = decided_proposal(command, project, decisions, context);
  if (!context.output.json) note_proposal(proposal, context);
  if (proposal.empty()) {
    if (context.output.json) print_line(context.output, proposal_json(proposal, nullptr, ""));
    note(context.output, fmt::format("nothing changed between {} and {}: no revision is needed",
                                     dialects::redacted(command.from), dialects::redacted(command.to)));
    return ExitCode::fine;
  }
  if (!context.output.json) ask_data_loss(proposal, decisions);
  runner::require_decided(proposal, decisions);
  const Revision revision = runner::prove(project, proposal, command.message, parents, progress_of(context));
  note_proof(revision, context);
  const std::string path = write(command, project, revision, context);
  if (context.output.json) print_line(context.output, proposal_json(proposal, &revision, path));
  return ExitCode::fine;
}

}  // namespace

ExitCode run(const NewRevisionCommand& command, const Context& context) {
  const runner::Project project = project_of(context);
  if (command.merge) {
    NewRevisionCommand merge = command;
    auto parents = merged_parents(graph_so_far(project), command.parents);
    if (merge.message.empty()) merge.message = fmt::format("merge {}", fmt::join(parents, " and "));
    return write_empty(merge, project, std::move(parents), context);
  }
  const auto parents = parents_of(graph_so_far(project), command.parents);
  return command.autogenerate ? write_generated(command, project, parents, context)
                              : write_empty(command, project, parents, context);
}

}  // namespace strata::cli
