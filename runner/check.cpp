// Gathers findings: first what the files and the history say, then what a comparison says.
#include "runner/check.hpp"

#include "runner/autogenerate.hpp"
#include "runner/directory.hpp"
#include "runner/fingerprint.hpp"
#include "runner/history.hpp"
#include "runner/migrate.hpp"
#include "runner/replay.hpp"
#include "runner/unfinished.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <filesystem>

namespace strata::runner {
namespace {

using dialects::Dialect;

CheckFinding finding_of_hidden(const std::string& warning) {
  return {FindingKind::hidden, "", warning, "what is not seen is neither named nor looked after", false};
}

CheckFinding finding_of(const RevisionStatus& revision) {
  const auto name = revision.id + " (" + revision.message + ")";
  if (revision.halfway) {
    const std::string direction(to_string(revision.halfway->direction));
    return {FindingKind::halfway, revision.id, "revision " + name + " has stopped halfway " + direction,
            "strata migrate " + direction + " goes on", true};
  }
  switch (revision.state) {
    case RevisionState::pending:
      return {FindingKind::pending, revision.id, "revision " + name + " is not applied", "strata migrate up", true};
    case RevisionState::edited:
      return {FindingKind::edited, revision.id, "revision " + name + " was edited after it was applied",
              "put the file back as it was, and write a new revision for the change", true};
    case RevisionState::missing:
    case RevisionState::applied:
      break;
  }
  return {FindingKind::missing, revision.id, "revision " + name + " is applied, and its file is missing",
          "get the file back; `strata migrate down` works from the stored script", true};
}

class Checker {
 public:
  Checker(const Project& project, const Progress& progress)
      : project_(project), progress_(progress), dialect_(project_dialect(project)) {}

  CheckReport run(const std::string& from, const std::string& to) {
    if (std::filesystem::exists(project_.migrations)) graph_ = Graph{read_revisions(project_.migrations)};
    check_heads();
    const bool from_database = from == "db";
    if (from_database) check_history();
    compare(from_database ? base() : from, to);
    return std::move(report_);
  }

 private:
  // What the models are compared with: the database, unless it is not there yet or revisions are pending.
  [[nodiscard]] std::string base() const {
    if (pending_) return "migrations";
    return dialect_.exists(dialects::parse_url(project_.url)) ? "db" : "empty";
  }

  void check_heads() {
    const auto heads = graph_.ids(graph_.heads());
    if (heads.size() < 2) return;
    const std::string names = fmt::format("{}", fmt::join(heads, ", "));
    report_.findings.push_back({FindingKind::several_heads, names, "the revisions have several heads: " + names,
                                "`strata revision merge` joins them", true});
  }

  void check_history() {
    if (project_.url.empty()) {
      throw Error(ErrorCode::config, "the project names no database to check")
          .hint("give [database] url in strata.toml, DATABASE_URL or --url; or check the revisions: --from migrations");
    }
    const auto url = dialects::parse_url(project_.url);
    AppliedRevisions applied;
    std::vector<Halfway> halfway;
    if (dialect_.exists(url)) {
      auto options = connect_options(project_);
      options.read_only = true;
      const auto session = dialect_.connect(url, options);
      History history(*session, dialect_, {project_.history_schema, project_.history_prefix});
      applied = history.read_applied();
      halfway = read_halfway(history, applied, graph_, dialect_);
    }
    for (const auto& revision : status(graph_, applied, halfway).revisions) {
      if (revision.state == RevisionState::applied && !revision.halfway) continue;
      if (revision.state == RevisionState::pending) pending_ = true;
      report_.findings.push_back(finding_of(revision));
    }
  }

  void compare(const std::string& from, const std::string& to) {
    Comparison comparison(project_, dialect_, from, to, progress_);
    auto [old_state, new_state] = comparison.load();
    // A live database can't show temporary tables, so they are compared only between states that can.
    if (old_state.live || new_state.live) {
      old_state.schema = without_temporaries(std::move(old_state.schema));
      new_state.schema = without_temporaries(std::move(new_state.schema));
    }
    const auto plan = plan_between(comparison.project(), dialect_, std::move(old_state), std::move(new_state));
    for (const auto& operation : plan.operations) {
      report_.findings.push_back({FindingKind::models_differ, diff::subject(operation),
                                  from + " differs from " + to + ": " + diff::describe(operation),
                                  "strata revision --autogenerate -m …", true});
    }
    for (const auto& state : {&plan.from, &plan.to}) {
      for (const auto& warning : state->warnings) report_.findings.push_back(finding_of_hidden(warning));
    }
    for (const auto& object : plan.from.schema.opaque_objects) {
      report_.findings.push_back({FindingKind::unmodelled, schema::to_string(object.name),
                                  "unmodelled: " + schema::describe(object), "strata keeps it, and does not compare it",
                                  false});
    }
  }

  const Project& project_;
  const Progress& progress_;
  const Dialect& dialect_;
  Graph graph_;
  bool pending_ = false;
  CheckReport report_;
};

}  // namespace

std::string to_string(FindingKind kind) {
  switch (kind) {
    case FindingKind::models_differ:
      return "models_differ";
    case FindingKind::pending:
      return "pending";
    case FindingKind::edited:
      return "edited";
    case FindingKind::halfway:
      return "halfway";
    case FindingKind::missing:
      return "missing";
    case FindingKind::several_heads:
      return "several_heads";
    case FindingKind::unmodelled:
      return "unmodelled";
    case FindingKind::hidden:
      return "hidden";
    case FindingKind::drifted:
      return "drifted";
  }
  return {};
}

CheckReport check_drift(const Project& project) {
  const Dialect& dialect = project_dialect(project);
  auto options = connect_options(project);
  options.read_only = true;
  const auto session = dialect.connect(dialects::parse_url(project.url), options);
  CheckReport report;
  session->on_notice([&](const std::string& message) { report.findings.push_back(finding_of_hidden(message)); });
  const Drift drift = find_drift(*session, dialect, {project.history_schema, project.history_prefix}, project.scope);
  session->on_notice({});
  if (!drift.recorded) {
    report.findings.push_back({FindingKind::drifted, "", "drift can't be told: " + drift.problem,
                               "`strata migrate repair --accept-schema` records it as it is now", true});
  }
  for (const auto& change : drift.changes) {
    report.findings.push_back({FindingKind::drifted, "",
                               "the database has drifted since " + drift.since + ": " + change,
                               "undo it, or put it into a revision; if it is right, `strata migrate repair "
                               "--accept-schema`",
                               true});
  }
  return report;
}

bool CheckReport::ok() const {
  return std::ranges::none_of(findings, [](const CheckFinding& finding) { return finding.fails; });
}

CheckReport check(const Project& project, const std::string& from, const std::string& to, const Progress& progress) {
  return Checker(project, progress).run(from, to);
}

}  // namespace strata::runner
