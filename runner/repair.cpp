// Each choice is checked against the history as it is inside the transaction, done, and journalled.
#include "runner/repair.hpp"

#include "runner/fingerprint.hpp"
#include "runner/run.hpp"
#include "runner/unfinished.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace strata::runner {
namespace {

const RevisionStatus& find_status(const Status& status, const std::string& prefix, const Graph& merged) {
  const std::string& id = merged.revisions()[merged.by_prefix(prefix)].id;
  return *std::ranges::find(status.revisions, id, &RevisionStatus::id);
}

std::string name_of(const RevisionStatus& revision) {
  return fmt::format("{} ({})", revision.id, revision.message);
}

[[noreturn]] void refuse(const RevisionStatus& revision, const std::string& why, const std::string& hint) {
  throw Error(ErrorCode::refused, fmt::format("{} {}", name_of(revision), why)).at({revision.file}).hint(hint);
}

std::string choice(std::string_view flag, const std::string& id, std::string_view meaning) {
  return fmt::format("strata migrate repair --{} {}: {}", flag, id, meaning);
}

// How far an unfinished run came: "up stopped in statement 2 and did not go on (process …)".
std::string describe(const Unfinished& run, std::string_view direction) {
  std::string where = "before its first statement";
  if (run.next > 0) where = fmt::format("after statement {}", run.next);
  if (run.in_flight) where = fmt::format("in statement {}", *run.in_flight + 1);
  return fmt::format("{} stopped {} and did not go on ({})", direction, where, describe_runner(run.start));
}

std::optional<Mismatch> mismatch_of(const RevisionStatus& revision, const AppliedRevisions& applied) {
  if (revision.state == RevisionState::edited) {
    return Mismatch{revision.id,
                    fmt::format("{} was edited after it was applied: {}", name_of(revision), revision.file.string()),
                    {"put the file back as it was, and write a new revision for the change",
                     choice("accept", revision.id, "the file as it is now counts, its down script too")}};
  }
  if (revision.state != RevisionState::missing) return std::nullopt;
  const bool stored = applied.find(revision.id)->second.down_sql.has_value();
  std::vector<std::string> choices{"get the file back from version control"};
  if (stored) choices.emplace_back("strata migrate down: the stored down script takes it off");
  choices.push_back(choice("forget", revision.id, "it counts as not applied; what it did stays in the database"));
  return Mismatch{revision.id, fmt::format("{} is applied, and its file is missing", name_of(revision)), choices};
}

void find_unfinished(const Status& status, const std::vector<JournalEntry>& journal, const AppliedRevisions& applied,
                     std::vector<Mismatch>& found) {
  for (const Halfway& stopped : halfway(journal, applied)) {
    const auto revision = std::ranges::find(status.revisions, stopped.revision, &RevisionStatus::id);
    if (revision == status.revisions.end()) continue;
    const std::string_view direction = to_string(stopped.direction);
    const Unfinished run = unfinished_run(journal, stopped.revision, direction);
    found.push_back({revision->id,
                     fmt::format("{}: {}", name_of(*revision), describe(run, direction)),
                     {fmt::format("strata migrate {}: goes on where it stopped", direction),
                      choice("mark-done", revision->id, "the rest was done by hand"),
                      choice("mark-undone", revision->id, "all of it was undone by hand")}});
  }
}

// One repair, inside its transaction.
class Repairer {
 public:
  Repairer(Run& run, const Graph& files)
      : run_(run),
        files_(files),
        applied_(run.history.read_applied()),
        merged_(with_applied(files, applied_)),
        status_(status(files, applied_)) {}

  void accept(const std::string& prefix) {
    const RevisionStatus& revision = find_status(status_, prefix, merged_);
    if (revision.state != RevisionState::edited) {
      refuse(revision, "was not edited since it was applied", "strata migrate repair lists what does not fit");
    }
    AppliedRevision record = record_of(*files_.find(revision.id), std::string(run_.dialect.name()));
    record.applied_at = revision.applied_at;
    run_.history.erase_applied(revision.id);
    run_.history.insert_applied(record);
    journal(revision, "accept");
    say("accepted", revision, "its file counts as it is now");
  }

  void forget(const std::string& prefix) {
    const RevisionStatus& revision = find_status(status_, prefix, merged_);
    if (revision.state != RevisionState::missing) {
      refuse(revision, "is not missing its file",
             "strata migrate stamp says what is applied where the files are there");
    }
    run_.history.erase_applied(revision.id);
    journal(revision, "forget");
    say("forgotten", revision, "it counts as not applied");
  }

  void mark(const std::string& prefix, bool done) {
    const RevisionStatus& revision = find_status(status_, prefix, merged_);
    const std::string direction = unfinished_direction(revision);
    const bool applied = revision.state != RevisionState::pending;
    const bool should_be = (direction == "up") == done;
    if (should_be && !applied) {
      AppliedRevision record = record_of(*files_.find(revision.id), std::string(run_.dialect.name()));
      record.applied_at = now(run_.options);
      run_.history.insert_applied(record);
    } else if (!should_be && applied) {
      run_.history.erase_applied(revision.id);
    }
    journal(revision, done ? "done" : "undone");
    say(done ? "marked as done" : "marked as undone", revision,
        should_be ? "it counts as applied" : "it counts as not applied");
  }

  void accept_schema() {
    std::string last = "repair";
    for (const JournalEntry& entry : run_.history.read_journal()) {
      if (entry.state == JournalState::done && !entry.statement) last = entry.revision;
    }
    record_schema(run_, last);
    lines_.emplace_back("recorded: the schema as it is now");
  }

  [[nodiscard]] std::vector<std::string> lines() && { return std::move(lines_); }

 private:
  std::string unfinished_direction(const RevisionStatus& revision) {
    const auto journal = run_.history.read_journal(revision.id);
    for (const Halfway& stopped : halfway(journal, applied_)) {
      std::string direction{to_string(stopped.direction)};
      const Unfinished run = unfinished_run(journal, revision.id, direction);
      if (!run.failed && is_alive(run.start, run_.actor.host).value_or(false)) {
        refuse(revision, "is being run by " + describe_runner(run.start), "wait for it to end");
      }
      return direction;
    }
    refuse(revision, "was not begun and left unfinished", "strata migrate stamp says what is applied");
  }

  void journal(const RevisionStatus& revision, std::string_view direction) {
    run_.history.append(make_entry(run_.actor, run_.options, revision.id, direction, JournalState::done));
  }

  void say(std::string_view what, const RevisionStatus& revision, std::string_view meaning) {
    lines_.push_back(fmt::format("{}: {}: {}", what, name_of(revision), meaning));
  }

  Run& run_;
  const Graph& files_;
  AppliedRevisions applied_;
  Graph merged_;
  Status status_;
  std::vector<std::string> lines_;
};

}  // namespace

bool RepairChoices::empty() const {
  return accept.empty() && forget.empty() && mark_done.empty() && mark_undone.empty() && !accept_schema;
}

std::vector<Mismatch> find_mismatches(dialects::Session& session, const dialects::Dialect& dialect,
                                      const HistoryNames& names, const Graph& graph, const dialects::Scope& scope) {
  History history{session, dialect, names};
  if (!history.exists()) return {};
  const AppliedRevisions applied = history.read_applied();
  const Status now = status(graph, applied);
  std::vector<Mismatch> found;
  for (const RevisionStatus& revision : now.revisions) {
    if (auto mismatch = mismatch_of(revision, applied)) found.push_back(std::move(*mismatch));
  }
  find_unfinished(now, history.read_unfinished(), applied, found);
  const Drift drift = find_drift(session, dialect, names, scope);
  const std::string record = "strata migrate repair --accept-schema: the schema as it is now is right";
  if (!drift.recorded) {
    found.push_back({"", drift.problem, {record}});
  } else if (!drift.changes.empty()) {
    found.push_back({"",
                     fmt::format("the schema was changed since {}: {}", drift.since, fmt::join(drift.changes, ", ")),
                     {"undo the change, or put it into a revision", record}});
  }
  return found;
}

std::vector<std::string> repair(dialects::Session& session, const dialects::Dialect& dialect, const HistoryNames& names,
                                const Graph& graph, const RepairChoices& choices, const ApplyOptions& options) {
  Observer silent;
  Run run{session, History{session, dialect, names}, dialect, options, silent, make_actor(options), false, nullptr};
  Transaction transaction{run};
  run.history.create_tables();
  Repairer repairer{run, graph};
  for (const std::string& id : choices.accept) repairer.accept(id);
  for (const std::string& id : choices.forget) repairer.forget(id);
  for (const std::string& id : choices.mark_done) repairer.mark(id, true);
  for (const std::string& id : choices.mark_undone) repairer.mark(id, false);
  if (choices.accept_schema) repairer.accept_schema();
  transaction.commit();
  return std::move(repairer).lines();
}

}  // namespace strata::runner
