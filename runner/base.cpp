// Compares what is applied with what there are files for, and the database with what the files lead to. See base.hpp.
#include "runner/base.hpp"

#include "runner/directory.hpp"
#include "runner/history.hpp"
#include "runner/migrate.hpp"
#include "runner/replay.hpp"
#include "runner/scratch.hpp"
#include "runner/unfinished.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

namespace strata::runner {
namespace {

using dialects::Dialect;

// One item a line.
std::string listed(const std::vector<std::string>& items) {
  return fmt::format("  {}", fmt::join(items, "\n  "));
}

std::string listed(const diff::Operations& operations) {
  std::vector<std::string> lines;
  for (const auto& operation : operations) lines.push_back(diff::describe(operation));
  return listed(lines);
}

// The revisions of the project, and what of them is applied to its database. A project without a directory of
// revisions has none yet.
struct Past {
  Graph graph;
  AppliedRevisions applied;
  std::vector<Halfway> halfway;
};

Past read_past(const Project& project, const Dialect& dialect) {
  Past past;
  if (std::filesystem::exists(project.migrations)) past.graph = Graph{read_revisions(project.migrations)};
  const auto url = dialects::parse_url(project.url);
  if (!dialect.exists(url)) return past;  // nothing is applied to a database that the first `up` will make
  auto options = connect_options(project);
  options.read_only = true;
  const auto session = dialect.connect(url, options);
  History history(*session, dialect, {project.history_schema, project.history_prefix});
  past.applied = history.read_applied();
  past.halfway = read_halfway(history, past.applied, past.graph, dialect);
  return past;
}

// A database is a base for a new revision only when it is what the revisions lead to.
void require_up_to_date(const Past& past) {
  const auto now = status(past.graph, past.applied, past.halfway);
  if (now.up_to_date()) return;
  std::vector<std::string> lines;
  for (const auto& revision : now.revisions) {
    if (revision.state == RevisionState::applied && !revision.halfway) continue;
    const std::string halfway =
        revision.halfway ? fmt::format(", halfway {}", to_string(revision.halfway->direction)) : "";
    lines.push_back(fmt::format("{} ({}): {}{}", revision.id, revision.message, to_string(revision.state), halfway));
  }
  throw Error(ErrorCode::refused, "the database is not at the head of the revisions, so it is no base for a new one")
      .detail(listed(lines))
      .hint("run `strata migrate up` first, or compare with the revisions instead: --from migrations");
}

bool has_opaque(const schema::Schema& schema, const schema::OpaqueObject& object) {
  return std::ranges::any_of(schema.opaque_objects, [&](const schema::OpaqueObject& other) {
    return other.kind == object.kind && other.name == object.name && other.table == object.table;
  });
}

}  // namespace

Base read_base(const Project& project, const Dialect& dialect) {
  const Past past = read_past(project, dialect);
  require_up_to_date(past);
  return {!past.graph.empty(), replay(project, dialect, past.graph, Graph::Selection(past.graph.size(), true))};
}

State database_state(const Project& project, const Dialect& dialect, const Base& base, const Progress& progress) {
  const bool exists = dialect.exists(dialects::parse_url(project.url));
  auto state = load_state(project, dialect, exists ? "db" : "empty", progress);
  replace_temporaries(state.schema, base.replayed);
  return state;
}

void require_no_drift(const Dialect& dialect, const Base& base, const schema::Schema& live) {
  const auto drift = dialect.compare(without_temporaries(base.replayed), without_temporaries(live));
  if (drift.empty()) return;
  if (!base.any_revision) {
    throw Error(ErrorCode::refused, "the database holds a schema that no revision made")
        .detail(listed(drift))
        .hint(
            "take it over first: `strata revision --autogenerate --from empty --to db -m baseline`, then "
            "`strata migrate stamp head`");
  }
  throw Error(ErrorCode::refused, "the database has drifted from its revisions: somebody changed it by hand")
      .detail(listed(drift))
      .hint("undo these changes, or put them into a revision; `--from migrations` compares with the revisions alone");
}

void require_made_by_revisions(const Base& base, const schema::Schema& live, const std::vector<diff::Step>& steps) {
  std::vector<std::string> missing;
  for (const auto& object : live.opaque_objects) {
    if (object.removal.empty() || has_opaque(base.replayed, object)) continue;
    const bool removed = std::ranges::any_of(steps, [&](const diff::Step& step) {
      return std::ranges::find(step.statements, object.removal) != step.statements.end();
    });
    if (removed) missing.push_back(schema::describe(object));
  }
  if (missing.empty()) return;
  throw Error(ErrorCode::refused, "this change must take off and put back what no revision makes")
      .detail(listed(missing))
      .hint(
          "write a revision that makes it, `strata revision -m …`, and record it as applied, "
          "`strata migrate stamp head`; then it is there wherever the revisions run");
}

}  // namespace strata::runner
