// Running a plan: what is done with transactions and how it is recorded. A revision's statements and its history rows
// share one transaction, which begins with a look whether the revision is still due: that is what makes any number of
// runners safe.
#include "runner/apply.hpp"

#include "runner/duration.hpp"
#include "runner/retries.hpp"
#include "runner/run.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace strata::runner {
namespace {

using Clock = std::chrono::steady_clock;

// How far a revision came: what its failure is recorded with.
struct Progress {
  bool begun = false;
  int statement = -1;
};

void run_statements(Run& run, const PreparedRevision& prepared, Progress& progress) {
  for (const dialects::ScriptStatement& statement : prepared.statements) {
    ++progress.statement;
    run_statement(run, prepared.planned, statement);
  }
  progress.statement = -1;
}

// Everything of a revision that happens inside a transaction. False when it is not due any more.
bool run_inside(Run& run, const PreparedRevision& prepared, Progress& progress) {
  const PlannedRevision& planned = prepared.planned;
  const Clock::time_point start = Clock::now();
  ensure_tables(run);
  if (!is_due(run, planned)) return false;
  std::vector<std::string> violations;
  if (!planned.options.foreign_keys) violations = run.session.foreign_key_violations();
  run_statements(run, prepared, progress);
  if (!planned.options.foreign_keys) {
    refuse_new_violations(run, planned, std::move(violations), run.session.foreign_key_violations());
  }
  run.session.drop_temporary_objects();
  run.session.restore_settings();
  record_done(run, planned, elapsed_since(start));
  return true;
}

bool run_transactional(Run& run, const PreparedRevision& prepared, Progress& progress) {
  std::optional<SuspendedForeignKeys> suspended;
  if (!prepared.planned.options.foreign_keys) suspended.emplace(run);
  const LimitedStatements limited{run, lock_limit(prepared.planned.options)};
  Transaction transaction{run};
  progress.begun = true;
  if (!run_inside(run, prepared, progress)) return false;
  transaction.commit();
  run.tables_exist = true;
  return true;
}

void record_failed(Run& run, const PreparedRevision& prepared, const Progress& progress, const Error& error) {
  if (!progress.begun) return;  // nothing had happened, and the database may not be writable
  if (error.code() == ErrorCode::lock_timeout) return;  // whoever holds the lock would be waited for once more
  const bool in_statement = progress.statement >= 0;
  record_failed(run, prepared.planned,
                in_statement ? &prepared.statements[static_cast<std::size_t>(progress.statement)] : nullptr,
                in_statement ? std::optional<int>{progress.statement} : std::nullopt, error.what());
}

bool run_with_retries(Run& run, const PreparedRevision& prepared, Progress& progress) {
  for (Retries retries{run};; progress = {}) {
    try {
      return run_transactional(run, prepared, progress);
    } catch (const TransientError& error) {
      if (!retries.wait(prepared.planned, error)) throw;
    } catch (const dialects::SqlError& error) {
      if (!error.transient() || !retries.wait(prepared.planned, error)) throw;
    }
  }
}

// Runs one revision in the way its header asks for, and records how it ended.
bool run_revision(Run& run, const PreparedRevision& prepared) {
  if (is_journalled(prepared.planned, run.dialect)) return run_journalled(run, prepared);
  Progress progress;
  try {
    return run_with_retries(run, prepared, progress);
  } catch (const dialects::SqlError& error) {  // not of a statement of the script: begin, commit, bookkeeping
    record_failed(run, prepared, progress, error);
    throw revision_error(run, prepared.planned, error);
  } catch (const Error& error) {
    record_failed(run, prepared, progress, error);
    throw;
  }
}

void note(Run& run, ApplyResult& result, const PlannedRevision& planned, bool done, Clock::time_point start) {
  if (done) {
    result.applied.push_back(planned.id);
    run.observer.revision_done(planned, elapsed_since(start));
  } else {
    result.skipped.push_back(planned.id);
    run.observer.revision_skipped(planned);
  }
}

// The session's notices go to the observer for as long as it lives.
class ToldNotices {
 public:
  ToldNotices(dialects::Session& session, Observer& observer) : session_(session) {
    session_.on_notice([&observer](const std::string& message) { observer.notice(message); });
  }
  ToldNotices(const ToldNotices&) = delete;
  ToldNotices& operator=(const ToldNotices&) = delete;
  ~ToldNotices() { session_.on_notice({}); }

 private:
  dialects::Session& session_;
};

ApplyResult run_one_by_one(Run& run, const std::vector<PreparedRevision>& revisions) {
  ApplyResult result;
  for (std::size_t i = 0; i < revisions.size(); ++i) {
    const Clock::time_point start = Clock::now();
    run.observer.revision_started(revisions[i].planned, i + 1, revisions.size());
    const bool done = run_revision(run, revisions[i]);
    if (done) run.changed_by = revisions[i].planned.id;
    note(run, result, revisions[i].planned, done, start);
  }
  return result;
}

// How far a run of several revisions in one transaction came.
struct JointProgress {
  std::size_t at = 0;
  Progress progress;
};

ApplyResult run_jointly(Run& run, const std::vector<PreparedRevision>& revisions, JointProgress& joint) {
  ApplyResult result;
  joint = {};
  Transaction transaction{run};
  joint.progress.begun = true;
  for (; joint.at < revisions.size(); ++joint.at) {
    const PreparedRevision& revision = revisions[joint.at];
    const Clock::time_point start = Clock::now();
    run.observer.revision_started(revision.planned, joint.at + 1, revisions.size());
    const bool done = run_inside(run, revision, joint.progress);
    run.tables_exist = true;
    note(run, result, revision.planned, done, start);
  }
  --joint.at;  // an error of the commit is told of the last one
  transaction.commit();
  return result;
}

ApplyResult run_jointly_with_retries(Run& run, const std::vector<PreparedRevision>& revisions, JointProgress& joint) {
  // The analyzer does not see the way through the handlers.
  const bool tables_existed = run.tables_exist;  // NOLINT(clang-analyzer-deadcode.DeadStores)
  for (Retries retries{run};; run.tables_exist = tables_existed) {
    try {
      return run_jointly(run, revisions, joint);
    } catch (const TransientError& error) {
      if (!retries.wait(revisions[joint.at].planned, error)) throw;
    } catch (const dialects::SqlError& error) {
      if (!error.transient() || !retries.wait(revisions[joint.at].planned, error)) throw;
    }
  }
}

ApplyResult run_in_one_transaction(Run& run, const std::vector<PreparedRevision>& revisions) {
  const bool tables_existed = run.tables_exist;
  JointProgress joint;
  try {
    return run_jointly_with_retries(run, revisions, joint);
  } catch (const dialects::SqlError& error) {
    run.tables_exist = tables_existed;
    record_failed(run, revisions[joint.at], joint.progress, error);
    throw revision_error(run, revisions[joint.at].planned, error).hint("all revisions of this run were rolled back");
  } catch (Error& error) {
    run.tables_exist = tables_existed;
    record_failed(run, revisions[joint.at], joint.progress, error);
    error.hint("all revisions of this run were rolled back");
    throw;
  }
}

}  // namespace

ApplyResult apply(dialects::Session& session, const dialects::Dialect& dialect, const HistoryNames& names,
                  const MigratePlan& plan, const ApplyOptions& options, Observer& observer) {
  if (plan.empty()) return {};
  const std::vector<PreparedRevision> revisions = prepare(plan, dialect, options);
  Run run{session,  History{session, dialect, names},
          dialect,  options,
          observer, make_actor(options),
          false,    &plan.revisions.back()};
  run.tables_exist = run.history.exists();
  const ToldNotices notices{session, observer};
  return options.single_transaction ? run_in_one_transaction(run, revisions) : run_one_by_one(run, revisions);
}

void stamp(dialects::Session& session, const dialects::Dialect& dialect, const HistoryNames& names,
           const StampPlan& plan, const ApplyOptions& options) {
  if (plan.empty()) return;
  Observer silent;
  Run run{session, History{session, dialect, names}, dialect, options, silent, make_actor(options), false, nullptr};
  Transaction transaction{run};
  run.history.create_tables();
  for (const std::string& id : plan.erase) {
    run.history.erase_applied(id);
    run.history.append(make_entry(run.actor, options, id, "unstamp", JournalState::done));
  }
  for (AppliedRevision record : plan.insert) {
    if (!run.history.which_applied({record.id}).empty()) continue;  // another runner was faster
    record.applied_at = now(options);
    run.history.insert_applied(record);
    run.history.append(make_entry(run.actor, options, record.id, "stamp", JournalState::done));
  }
  record_schema(run, plan.insert.empty() ? plan.erase.back() : plan.insert.back().id);
  transaction.commit();
}

}  // namespace strata::runner
