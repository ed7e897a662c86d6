// What the two ways of running a revision share: a run with its journal entries, prepared scripts, transactions that
// roll back by themselves, and statements whose errors say where they are. Not for use outside apply.
#pragma once

#include "runner/apply.hpp"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace strata::runner {

// A planned revision with its script split and looked through.
struct PreparedRevision {
  const PlannedRevision& planned;
  std::vector<dialects::ScriptStatement> statements;
};

// Throws Error(refused) for what the options or the revision's own do not allow, before anything has run.
std::vector<PreparedRevision> prepare(const MigratePlan& plan, const dialects::Dialect& dialect,
                                      const ApplyOptions& options);

// Who runs, as the journal has it.
struct Actor {
  std::string user;
  std::string host;
  std::string runner;  // process id and a random word
  std::string tool_version;
};
Actor make_actor(const ApplyOptions& options);

std::string now(const ApplyOptions& options);

// A row for the journal, all but its state's details.
JournalEntry make_entry(const Actor& actor, const ApplyOptions& options, std::string revision,
                        std::string_view direction, JournalState state);

// What the history said when this run had got the lock that keeps others out to its end, and what it has written since:
// what nobody else can change need not be read before each revision.
struct Known {
  std::set<std::string> applied;
  std::vector<JournalEntry> unfinished;  // all rows of the revisions whose last run has not ended
};

struct Run {
  dialects::Session& session;
  History history;
  const dialects::Dialect& dialect;
  const ApplyOptions& options;
  Observer& observer;
  Actor actor;
  bool tables_exist;
  const PlannedRevision* last;  // of the plan: with it the schema is recorded
  dialects::Limits limits = {};
  std::string changed_by = {};  // the last revision that this run has brought anything in from; empty: none
  std::optional<Known> known = {};
};

// What stopped a revision is another transaction: the same one may succeed when it is run again.
class TransientError final : public Error {
 public:
  explicit TransientError(Error error) : Error(std::move(error)) {}
};

// Rolls back when it is left without a commit; what goes wrong then is a warning.
class Transaction {
 public:
  explicit Transaction(Run& run);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  void commit();

 private:
  Run& run_;
  bool open_ = true;
};

// Foreign-key enforcement off for as long as it lives.
class SuspendedForeignKeys {
 public:
  explicit SuspendedForeignKeys(Run& run);
  SuspendedForeignKeys(const SuspendedForeignKeys&) = delete;
  SuspendedForeignKeys& operator=(const SuspendedForeignKeys&) = delete;
  ~SuspendedForeignKeys();

 private:
  Run& run_;
};

// Limits on the session's statements, for as long as it lives.
class LimitedStatements {
 public:
  LimitedStatements(Run& run, const dialects::Limits& limits);
  LimitedStatements(const LimitedStatements&) = delete;
  LimitedStatements& operator=(const LimitedStatements&) = delete;
  ~LimitedStatements();

 private:
  Run& run_;
  dialects::Limits before_;
};

// What a header asks for: lock_timeout for everything up to the commit, statement_timeout for its script's statements.
dialects::Limits lock_limit(const RunOptions& options);
dialects::Limits statement_limits(const RunOptions& options);

// Makes the history tables when this run is the first; inside a transaction.
void ensure_tables(Run& run);

// Reads what is known, where a lock keeps others out from here on; inside a transaction.
void learn(Run& run);

// False when another runner has done it meanwhile. Throws Error(refused) when what it builds on is not there (any
// more). Inside the transaction that does the work.
bool is_due(Run& run, const PlannedRevision& planned);

// Checks for cancellation, tells the observer, runs. Throws Error, or TransientError, with place, statement and the
// engine's message.
void run_statement(Run& run, const PlannedRevision& planned, const dialects::ScriptStatement& statement);

// Throws Error(refused) that lists violations that are in `after` and not in `before`.
void refuse_new_violations(const Run& run, const PlannedRevision& planned, std::vector<std::string> before,
                           std::vector<std::string> after);

// The applied row and the journal's `done`; inside a transaction.
void record_done(Run& run, const PlannedRevision& planned, std::chrono::milliseconds duration);

// What the schema is now, after this revision; inside the transaction that changed it. What keeps it from being read
// is a warning: it stops no run.
void record_schema(Run& run, const std::string& revision);

// The journal's `failed`, and the schema that the revisions before it left, in a transaction of its own; a warning when
// that fails too.
void record_failed(Run& run, const PlannedRevision& planned, const dialects::ScriptStatement* statement,
                   std::optional<int> index, const std::string& message);

// Where a script is from, for people: its file, or a name for a stored one.
Place place_of(const PlannedRevision& planned, int line);

// The error of an engine, with the revision that it belongs to.
Error revision_error(const Run& run, const PlannedRevision& planned, const dialects::SqlError& error);

// "up 7c1f0e9a2b4d (add orders)"
std::string describe(const PlannedRevision& planned);

// True for `transaction = false`, and for all revisions where DDL is not transactional.
bool is_journalled(const PlannedRevision& planned, const dialects::Dialect& dialect);

// What an error leaves of a revision, and where the next run begins.
std::string hint_of(const Run& run, const PlannedRevision& planned, ErrorCode code);

// Runs a revision statement by statement: each is journalled, an interrupted run goes on where it stopped. False when
// another runner has done it meanwhile.
bool run_journalled(Run& run, const PreparedRevision& prepared);

}  // namespace strata::runner
