// strata migrate status: every revision and whether it is applied. It only looks, so it exits with 0 whatever it
// sees; `strata check` is the command whose exit code tells.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/json_output.hpp"
#include "cli/migration.hpp"
#include "dialects/url.hpp"
#include "runner/unfinished.hpp"

namespace strata::cli {
namespace {

using runner::RevisionState;

Style style_of(RevisionState state) {
  switch (state) {
    case RevisionState::applied:
      return Style::green;
    case RevisionState::pending:
      return Style::yellow;
    case RevisionState::edited:
    case RevisionState::missing:
      return Style::red;
  }
  return Style::plain;
}

// " (halfway up: 2 of 5 statements are done)"
std::string halfway_text(const runner::Halfway& halfway) {
  return fmt::format(" (halfway {}: {} of {} statements {} done{})", to_string(halfway.direction), halfway.done,
                     halfway.statements, halfway.done == 1 ? "is" : "are",
                     halfway.in_flight ? ", one was interrupted" : "");
}

void print_status(const Output& output, const runner::Status& status) {
  for (const auto& revision : status.revisions) {
    const std::string state = fmt::format("{:<8}", to_string(revision.state));
    std::string line =
        fmt::format("{} {} {}", styled(output, state, style_of(revision.state)), revision.id, revision.message);
    if (revision.halfway) line += styled(output, halfway_text(*revision.halfway), Style::red);
    if (!revision.applied_at.empty()) line += styled(output, fmt::format(" ({})", revision.applied_at), Style::dim);
    if (revision.head) line += styled(output, " [head]", Style::cyan);
    print_line(output, line);
  }
}

std::string summary(const runner::Status& status) {
  if (status.revisions.empty()) return "there are no revisions yet";
  std::string text;
  for (const auto state :
       {RevisionState::applied, RevisionState::pending, RevisionState::edited, RevisionState::missing}) {
    const std::size_t count = status.count(state);
    if (count == 0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, to_string(state));
  }
  if (status.heads.size() > 1) text += fmt::format(", {} heads", status.heads.size());
  return text;
}

// On any engine: revisions with transaction = false stop halfway, too.
std::vector<runner::Halfway> halfway(const Migration& migration) {
  if (!migration.session || !migration.dialect->capabilities().transactional_ddl) return migration.halfway;
  runner::History history(*migration.session, *migration.dialect, migration.names);
  return runner::read_halfway(history, migration.applied, migration.graph, *migration.dialect);
}

}  // namespace

ExitCode run(const MigrateStatusCommand&, const Context& context) {
  const Migration migration = open_migration(context, Access::read);
  const auto status = runner::status(migration.graph, migration.applied, halfway(migration));
  const std::string url = dialects::redacted(migration.project.url);
  if (context.output.json) {
    print_line(context.output, status_json(status, url));
    return ExitCode::fine;
  }
  print_status(context.output, status);
  note(context.output,
       fmt::format("{}: {}{}", url, migration.session ? "" : "there is no such database yet, ", summary(status)));
  return ExitCode::fine;
}

}  // namespace strata::cli
