// Runs plans: one transaction per revision with its history rows in it, so that a revision is there wholly or not at
// all, and is applied once however many runners start together. Prints nothing; an Observer is told.
#pragma once

#include "dialects/dialect.hpp"
#include "dialects/session.hpp"
#include "runner/history.hpp"
#include "runner/migrate.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace strata::runner {

// Told of progress; every function may be left out.
class Observer {
 public:
  Observer() = default;
  Observer(const Observer&) = delete;
  Observer& operator=(const Observer&) = delete;
  virtual ~Observer() = default;

  virtual void revision_started(const PlannedRevision& /*revision*/, std::size_t /*number*/, std::size_t /*count*/) {}
  virtual void statement_started(const PlannedRevision& /*revision*/, const dialects::ScriptStatement& /*statement*/) {}
  virtual void revision_done(const PlannedRevision& /*revision*/, std::chrono::milliseconds /*duration*/) {}
  // Another runner did it meanwhile.
  virtual void revision_skipped(const PlannedRevision& /*revision*/) {}
  // An interrupted run of a `transaction = false` revision goes on at this statement (index from 0).
  virtual void revision_resumed(const PlannedRevision& /*revision*/, int /*statement*/) {}
  // What the server says beside its answers (NOTICE, WARNING), or that another runner is waited for.
  virtual void notice(const std::string& /*message*/) {}
  // Something that does not stop the run but must be known.
  virtual void warning(const std::string& /*message*/) {}
};

// What to do about a statement outside a transaction of which it is not known whether it took effect.
enum class InFlight { ask, assume_done, run_again };

struct ApplyOptions {
  bool single_transaction = false;
  bool guarded = false;  // the environment is guarded: down needs consent
  bool consent = false;  // to what destroys data
  InFlight in_flight = InFlight::ask;
  dialects::Scope scope;  // what of the schema is recorded when the run ends
  std::chrono::milliseconds lock_wait{60'000};  // for another runner's `transaction = false` revision
  const std::atomic<bool>* cancelled = nullptr;  // looked at before each statement
  std::string user;  // empty: of the process
  std::string host;
  std::string tool_version;  // empty: this one's
  std::function<std::chrono::system_clock::time_point()> clock;  // empty: the system's
};

struct ApplyResult {
  std::vector<std::string> applied;  // ids taken up or down by this runner, in order
  std::vector<std::string> skipped;  // done by another meanwhile
};

// Runs the plan. All scripts are split and looked through before the first statement runs. Throws Error(refused) for
// transaction control in a transactional script, for new foreign-key violations and for lacking consent,
// Error(database) with file, line, column, statement and the engine's message, Error(interrupted).
ApplyResult apply(dialects::Session& session, const dialects::Dialect& dialect, const HistoryNames& names,
                  const MigratePlan& plan, const ApplyOptions& options, Observer& observer);

// Changes the applied table only, in one transaction.
void stamp(dialects::Session& session, const dialects::Dialect& dialect, const HistoryNames& names,
           const StampPlan& plan, const ApplyOptions& options);

// The statements that apply() would run, without strata's own: for --dry-run.
struct PlannedStatement {
  std::size_t revision = 0;  // index into the plan
  dialects::ScriptStatement statement;
};
std::vector<PlannedStatement> statements_of(const MigratePlan& plan, const dialects::Dialect& dialect);

// The whole plan as a script for an SQL client: transactions, statements and strata's bookkeeping, literals and all.
std::string sql_script(dialects::Session& session, const dialects::Dialect& dialect, const HistoryNames& names,
                       const MigratePlan& plan, const ApplyOptions& options);

}  // namespace strata::runner
