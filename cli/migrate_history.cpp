// strata migrate history: the journal of a database, oldest first.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/json_output.hpp"
#include "cli/migration.hpp"
#include "runner/duration.hpp"

namespace strata::cli {
namespace {

using runner::JournalEntry;
using runner::JournalState;

Style style_of(JournalState state) {
  switch (state) {
    case JournalState::started:
    case JournalState::skipped:
      return Style::dim;
    case JournalState::done:
      return Style::green;
    case JournalState::failed:
      return Style::red;
  }
  return Style::plain;
}

void print_entry(const Output& output, const JournalEntry& entry) {
  const std::string state = fmt::format("{:<7}", to_string(entry.state));
  std::string line = fmt::format("{} {} {:<5} {}", entry.at, entry.revision, entry.direction,
                                 styled(output, state, style_of(entry.state)));
  if (entry.statement) line += fmt::format(" statement {}", *entry.statement + 1);
  if (entry.duration) line += fmt::format(" {}", runner::format_duration(*entry.duration));
  line += fmt::format(" {}@{}", entry.user, entry.host);
  print_line(output, line);
  if (!entry.error.empty()) print_line(output, fmt::format("  {}", entry.error), Style::red);
}

// The full id for a prefix; of a revision whose file is gone too.
std::string full_id(const Migration& migration, const std::string& prefix) {
  if (prefix.empty()) return prefix;
  const runner::Graph graph = runner::with_applied(migration.graph, migration.applied);
  return graph.revisions()[graph.by_prefix(prefix)].id;
}

}  // namespace

ExitCode run(const MigrateHistoryCommand& command, const Context& context) {
  Migration migration = open_migration(context, Access::read);
  const std::string id = full_id(migration, command.revision);
  std::vector<JournalEntry> entries;
  if (migration.session) {
    entries = runner::History(*migration.session, *migration.dialect, migration.names).read_journal(id);
  }
  if (context.output.json) {
    print_line(context.output, journal_json(entries));
    return ExitCode::fine;
  }
  for (const JournalEntry& entry : entries) print_entry(context.output, entry);
  if (entries.empty()) note(context.output, "nothing was done to this database yet");
  return ExitCode::fine;
}

}  // namespace strata::cli
