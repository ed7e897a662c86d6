// What the two ways of running a revision share: a run with its journal entries, prepared scripts, transactions that
// roll back by themselves, and statements whose errors say where they are. Not for use outside apply.
#pragma once

#include "runner/apply.hpp"

#include <optional>
#include <string>
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

struct Run {
  dialects::Session& session;
  History history;
  const dialects::Dialect& dialect;
  const ApplyOptions& options;
  Observer& observer;
  Actor actor;
  bool tables_exist;
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

// Makes the history tables when this run is the first; inside a transaction.
void ensure_tables(Run& run);

// False when another runner has done it meanwhile. Throws Error(refused) when what it builds on is not there (any
// more). Inside the transaction that does the work.
bool is_due(Run& run, const PlannedRevision& planned);

// Checks for cancellation, tells the observer, runs. Throws Error with place, statement and the engine's message.
void run_statement(Run& run, const PlannedRevision& planned, const dialects::ScriptStatement& statement);

// Throws Error(refused) that lists violations that are in `after` and not in `before`.
void refuse_new_violations(const PlannedRevision& planned, std::vector<std::string> before,
                           std::vector<std::string> after);

// The applied row and the journal's `done`; inside a transaction.
void record_done(Run& run, const PlannedRevision& planned, std::chrono::milliseconds duration);

// The journal's `failed`, in a transaction of its own; a warning when that fails too.
void record_failed(Run& run, const PlannedRevision& planned, const dialects::ScriptStatement* statement,
                   std::optional<int> index, const std::string& message);

// Where a script is from, for people: its file, or a name for a stored one.
Place place_of(const PlannedRevision& planned, int line);

// The error of an engine, with the revision that it belongs to.
Error revision_error(const PlannedRevision& planned, const dialects::SqlError& error);

// "up 7c1f0e9a2b4d (add orders)"
std::string describe(const PlannedRevision& planned);

// Runs a `transaction = false` revision: each statement is journalled, an interrupted run goes on where it stopped.
// False when another runner has done it meanwhile.
bool run_journalled(Run& run, const PreparedRevision& prepared);

}  // namespace strata::runner
