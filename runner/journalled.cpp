// A `transaction = false` revision: its statements run one by one, each journalled before and after. The journal tells
// the next run where to go on; what can't be known (a statement begun and neither done nor failed) is asked, not
// guessed. A transaction that the script opens itself takes the journal rows inside it along.
#include "runner/run.hpp"
#include "runner/unfinished.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace strata::runner {
namespace {

using Clock = std::chrono::steady_clock;

// Of a run on another host it can't be known: then somebody has to say that it is dead. Where a lock spans whole runs,
// who holds it, as this one does, is the only one.
bool is_alive(const Run& run, const Unfinished& unfinished) {
  if (run.dialect.capabilities().lock_spans_run) return false;
  if (!unfinished.begun || unfinished.failed || unfinished.start.runner == run.actor.runner) return false;
  return is_alive(unfinished.start, run.actor.host).value_or(run.options.in_flight == InFlight::ask);
}

Error still_running(const PlannedRevision& planned, const JournalEntry& start) {
  return Error(ErrorCode::lock_timeout, fmt::format("{} is being run by {}", describe(planned), describe_runner(start)))
      .at(place_of(planned, 0))
      .hint("wait for it; if that process is known to be dead, --in-flight again or --in-flight done goes on");
}

// Where to begin, with the statements done so far compared with those of the file: it may have been edited since.
// `effect` is what became of the statement in flight, as far as the dialect can tell.
int resume_at(const Run& run, const PreparedRevision& prepared, const Unfinished& unfinished, dialects::Effect effect) {
  const PlannedRevision& planned = prepared.planned;
  const auto require_same = [&](std::size_t i, const std::string& text) {
    if (i < prepared.statements.size() && prepared.statements[i].text == text) return;
    throw Error(ErrorCode::refused, fmt::format("{} was interrupted after {} statements, and those have been edited",
                                                describe(planned), std::max(unfinished.next, static_cast<int>(i) + 1)))
        .at(place_of(planned, i < prepared.statements.size() ? prepared.statements[i].line : 0))
        .detail(fmt::format("this ran:\n{}", text))
        .hint("put the statements that ran back as they were; later ones may be changed");
  };
  for (std::size_t i = 0; i < unfinished.texts.size(); ++i) {
    if (unfinished.texts[i].empty()) continue;  // part of a transaction that the script rolled back
    require_same(i, unfinished.texts[i]);
  }
  if (!unfinished.in_flight) return unfinished.next;
  const auto index = static_cast<std::size_t>(*unfinished.in_flight);
  if (run.options.in_flight == InFlight::assume_done) return *unfinished.in_flight + 1;
  if (run.options.in_flight == InFlight::run_again) return *unfinished.in_flight;
  if (effect == dialects::Effect::done) {
    require_same(index, unfinished.in_flight_text);
    return *unfinished.in_flight + 1;
  }
  if (effect == dialects::Effect::none) return *unfinished.in_flight;

  const int line = index < prepared.statements.size() ? prepared.statements[index].line : 0;
  Error error{ErrorCode::refused,
              fmt::format("{} was interrupted in statement {}, and it is not known whether it took effect",
                          describe(planned), index + 1)};
  if (index < prepared.statements.size()) error.detail(prepared.statements[index].text);
  throw error.at(place_of(planned, line))
      .hint("look at the database, then: --in-flight done if it took effect, --in-flight again if it did not");
}

// What the journal says of earlier runs of this revision, and the transaction in which it may be claimed.
struct Claim {
  Transaction transaction;
  Unfinished unfinished;
  bool due = false;

  Claim(Run& run, const PlannedRevision& planned) : transaction(run) {
    ensure_tables(run);
    due = is_due(run, planned);
    if (due) {
      unfinished = unfinished_run(run.history.read_journal(planned.id), planned.id, to_string(planned.direction));
    }
  }
};

// Claims the revision for this run: waits while another process is at it. Gives where to begin, or nothing when it
// is not due any more. A statement in flight is looked into outside of the transaction: what it left is cleared there.
std::optional<int> claim(Run& run, const PreparedRevision& prepared) {
  const PlannedRevision& planned = prepared.planned;
  const Clock::time_point give_up = Clock::now() + run.options.lock_wait;
  std::optional<dialects::Effect> effect;
  for (std::chrono::milliseconds pause{10};; pause = std::min(pause * 2, std::chrono::milliseconds{500})) {
    Unfinished unfinished;
    {
      Claim claim{run, planned};
      if (!claim.due) return std::nullopt;
      if (!is_alive(run, claim.unfinished) && (effect || !claim.unfinished.in_flight)) {
        const int first = resume_at(run, prepared, claim.unfinished, effect.value_or(dialects::Effect::unknown));
        run.history.append(
            make_entry(run.actor, run.options, planned.id, to_string(planned.direction), JournalState::started));
        claim.transaction.commit();
        run.tables_exist = true;
        if (first > 0) run.observer.revision_resumed(planned, first);
        return first;
      }
      unfinished = std::move(claim.unfinished);
    }
    if (!is_alive(run, unfinished)) {
      effect = run.dialect.settle(run.session, unfinished.in_flight_text, {});
      continue;
    }
    if (Clock::now() >= give_up) throw still_running(planned, unfinished.start);
    if (run.options.cancelled != nullptr && run.options.cancelled->load()) {
      throw Error(ErrorCode::interrupted, "stopped while waiting for another runner").at(place_of(planned, 0));
    }
    std::this_thread::sleep_for(pause);
  }
}

// Appends in the transaction that the script has open, or in one of its own.
void append(Run& run, const JournalEntry& entry) {
  if (run.session.in_transaction()) {
    run.history.append(entry);
    return;
  }
  Transaction transaction{run};
  run.history.append(entry);
  transaction.commit();
}

// What a statement leaves half done when it fails, an index that is not valid, is in the way of the next run. Who has
// interrupted it does not want to wait for others, and neither does a run that waited for them in vain. False when it
// could not be cleared away.
bool clear_away(Run& run, const dialects::ScriptStatement& statement, const Error& failure) {
  dialects::Limits limits = run.limits;
  if (failure.code() != ErrorCode::database) limits.lock = std::chrono::seconds{1};
  const LimitedStatements limited{run, limits};
  try {
    run.dialect.settle(run.session, statement.text, {});
  } catch (const Error& error) {
    run.observer.warning(
        fmt::format("what the statement left could not be cleared away, the next run does: {}", error.what()));
    return false;
  }
  return true;
}

// Outside a transaction: `started`, the statement, `done`. Inside one only `done`, since both vanish or stay together;
// for the statement that ends it, before it runs. `in_flight` is set for a statement that the next run has to settle.
void run_with_journal(Run& run, const PreparedRevision& prepared, std::size_t index, bool& in_flight) {
  const PlannedRevision& planned = prepared.planned;
  const dialects::ScriptStatement& statement = prepared.statements[index];
  const auto entry = [&](JournalState state) {
    JournalEntry row = make_entry(run.actor, run.options, planned.id, to_string(planned.direction), state);
    row.statement = static_cast<int>(index);
    row.statement_text = statement.text;
    return row;
  };
  const bool controls = run.dialect.controls_transaction(statement.text);
  const bool inside = run.session.in_transaction();
  if (!inside && !controls) append(run, entry(JournalState::started));
  if (inside && controls) append(run, entry(JournalState::done));
  const Clock::time_point start = Clock::now();
  try {
    run_statement(run, planned, statement);
  } catch (const Error& error) {
    if (!inside && !controls) in_flight = !clear_away(run, statement, error);
    throw;
  }
  run.changed_by = planned.id;
  if (inside && controls) return;
  JournalEntry done = entry(JournalState::done);
  done.duration = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
  append(run, done);
}

// Takes back what a script's own transaction has not committed when its run ends.
class ScriptTransaction {
 public:
  explicit ScriptTransaction(Run& run) : run_(run) {}
  ScriptTransaction(const ScriptTransaction&) = delete;
  ScriptTransaction& operator=(const ScriptTransaction&) = delete;
  ~ScriptTransaction() {
    try {
      if (run_.session.in_transaction()) run_.session.rollback();
    } catch (const Error& error) {
      run_.observer.warning(fmt::format("the script's transaction could not be rolled back: {}", error.what()));
    }
  }

 private:
  Run& run_;
};

// How far a run came.
struct At {
  std::size_t statement = 0;
  bool in_flight = false;  // it is not known what it left
};

void run_from(Run& run, const PreparedRevision& prepared, std::size_t first, At& at) {
  const PlannedRevision& planned = prepared.planned;
  std::optional<SuspendedForeignKeys> suspended;
  std::vector<std::string> violations;
  if (!planned.options.foreign_keys) {
    suspended.emplace(run);
    violations = run.session.foreign_key_violations();
  }
  const ScriptTransaction script{run};
  for (at.statement = first; at.statement < prepared.statements.size(); ++at.statement) {
    run_with_journal(run, prepared, at.statement, at.in_flight);
  }
  if (run.session.in_transaction()) {
    throw Error(ErrorCode::refused, fmt::format("{} leaves its transaction open", describe(planned)))
        .at(place_of(planned, prepared.statements.empty() ? 0 : prepared.statements.back().line))
        .hint("end the script with COMMIT; what its transaction did was rolled back");
  }
  if (!planned.options.foreign_keys) {
    refuse_new_violations(planned, std::move(violations), run.session.foreign_key_violations());
  }
}

// A statement in flight stays so in the journal: what fails there is the revision as a whole.
void fail(Run& run, const PreparedRevision& prepared, const At& at, const Error& error) {
  const bool in_statement = at.statement < prepared.statements.size() && !at.in_flight;
  record_failed(run, prepared.planned, in_statement ? &prepared.statements[at.statement] : nullptr,
                in_statement ? std::optional<int>{static_cast<int>(at.statement)} : std::nullopt, error.what());
}

}  // namespace

bool run_journalled(Run& run, const PreparedRevision& prepared) {
  const Clock::time_point start = Clock::now();
  const std::optional<int> first = claim(run, prepared);
  if (!first) return false;
  At at{prepared.statements.size()};
  try {
    run_from(run, prepared, static_cast<std::size_t>(*first), at);
    run.session.drop_temporary_objects();
    run.session.restore_settings();
    Transaction transaction{run};
    record_done(run, prepared.planned, std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start));
    transaction.commit();
  } catch (const dialects::SqlError& error) {
    fail(run, prepared, at, error);
    throw revision_error(prepared.planned, error);
  } catch (const Error& error) {
    fail(run, prepared, at, error);
    throw;
  }
  return true;
}

}  // namespace strata::runner
