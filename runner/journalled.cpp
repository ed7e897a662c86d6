// A revision that runs statement by statement, since its header says `transaction = false` or since the engine's DDL is
// not transactional. The journal tells the next run where to go on: `started` and `done` around what commits by itself;
// rows share a transaction with their `done`. What can't be known is asked, not guessed. A transaction that the script
// opens itself takes the journal rows inside it along.
#include "runner/claim.hpp"
#include "runner/duration.hpp"
#include "runner/retries.hpp"
#include "runner/run.hpp"
#include "runner/unfinished.hpp"

#include <fmt/format.h>

namespace strata::runner {
namespace {

using Clock = std::chrono::steady_clock;
using dialects::Effect;
using dialects::Footing;

// Appends in the transaction that the script has open, or in one of its own: where each statement commits by itself,
// the one INSERT is that.
void append(Run& run, const JournalEntry& entry) {
  if (run.session.in_transaction() || !run.dialect.capabilities().transactional_ddl) {
    run.history.append(entry);
    return;
  }
  Transaction transaction{run};
  run.history.append(entry);
  transaction.commit();
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

// What a failed statement has left, as far as it could be found out.
enum class Left { nothing, everything, unknown, not_settled };

// How far a run came.
struct At {
  std::size_t statement;
  std::size_t done = 0;  // statements that stay, whatever becomes of this one
  Left left = Left::nothing;
};

// One run of one revision.
class JournalledRun {
 public:
  JournalledRun(Run& run, const PreparedRevision& prepared, Claimed claimed)
      : run_(run),
        prepared_(prepared),
        claimed_(std::move(claimed)),
        asks_footing_(!run.dialect.capabilities().transactional_ddl),
        at_{prepared.statements.size(), claimed_.first} {}

  void statements() {
    std::optional<SuspendedForeignKeys> suspended;
    std::vector<std::string> violations;
    if (!planned().options.foreign_keys) {
      suspended.emplace(run_);
      violations = run_.session.foreign_key_violations();
    }
    const ScriptTransaction script{run_};
    repeat_settings();
    for (at_.statement = claimed_.first; at_.statement < prepared_.statements.size();) step();
    if (run_.session.in_transaction()) {
      throw Error(ErrorCode::refused, fmt::format("{} leaves its transaction open", describe(planned())))
          .at(place_of(planned(), prepared_.statements.empty() ? 0 : prepared_.statements.back().line))
          .hint("end the script with COMMIT; what its transaction did was rolled back");
    }
    if (!planned().options.foreign_keys) {
      refuse_new_violations(run_, planned(), std::move(violations), run_.session.foreign_key_violations());
    }
  }

  // The journal's `failed`, and what the error has to say of how far it came. A statement of which it is not known what
  // it left stays in flight: what fails there is the revision as a whole.
  void fail(Error& error) const {
    const bool settled = at_.left == Left::nothing || at_.left == Left::everything;
    const bool in_statement = at_.statement < prepared_.statements.size() && settled;
    record_failed(run_, planned(), in_statement ? &prepared_.statements[at_.statement] : nullptr,
                  in_statement ? std::optional<int>{static_cast<int>(at_.statement)} : std::nullopt, error.what());
    if (!asks_footing_) return;
    const std::string state = state_of_affairs();
    error.hint(error.hint().empty() ? state : fmt::format("{}; {}", state, error.hint()));
  }

 private:
  [[nodiscard]] const PlannedRevision& planned() const { return prepared_.planned; }
  [[nodiscard]] const dialects::ScriptStatement& statement() const { return prepared_.statements[at_.statement]; }

  [[nodiscard]] Footing footing_of(const dialects::ScriptStatement& statement) const {
    return asks_footing_ ? run_.dialect.footing(run_.session, statement.text) : Footing::alone;
  }

  [[nodiscard]] JournalEntry entry(JournalState state) const {
    JournalEntry row = make_entry(run_.actor, run_.options, planned().id, to_string(planned().direction), state);
    row.statement = static_cast<int>(at_.statement);
    row.statement_text = statement().text;
    return row;
  }

  void append_done(Clock::time_point start, std::vector<dialects::Definition> touched) {
    JournalEntry done = entry(JournalState::done);
    done.duration = elapsed_since(start);
    for (dialects::Definition& object : touched) object.text.reset();  // of interest is only which ones
    done.touched = std::move(touched);
    append(run_, done);
  }

  // What belongs to the session has ended with the one in which it was done.
  void repeat_settings() const {
    if (!asks_footing_) return;
    for (std::size_t i = 0; i < claimed_.first; ++i) {
      const dialects::ScriptStatement& earlier = prepared_.statements[i];
      if (footing_of(earlier) == Footing::session) run_statement(run_, planned(), earlier);
    }
  }

  // The next statement, or several whose rows share a transaction.
  void step() {
    if (skip()) return;
    const bool controls = run_.dialect.controls_transaction(statement().text);
    const bool inside = run_.session.in_transaction();
    const Footing footing = controls ? Footing::session : footing_of(statement());
    if (footing == Footing::transaction && !inside) return rows();
    const bool in_scripts_transaction = inside && !asks_footing_;
    if (footing == Footing::alone && !in_scripts_transaction) {
      alone();
    } else {
      along(inside && controls);
    }
    at_.done = ++at_.statement;
  }

  // What nothing was done of need not be taken back.
  [[nodiscard]] bool has_to_run() const {
    if (!claimed_.to_take_back) return true;
    const WayBack way = way_back(run_.dialect.touched(run_.session, statement().text), *claimed_.to_take_back);
    if (way != WayBack::refuse) return way == WayBack::run;
    throw Error(ErrorCode::refused,
                fmt::format("{}: this statement concerns columns that were not touched by what is to be taken back",
                            describe(planned())))
        .at(place_of(planned(), statement().line))
        .detail(statement().text)
        .hint("write a statement of its own for them");
  }

  bool skip() {
    if (run_.session.in_transaction() || has_to_run()) return false;
    append(run_, entry(JournalState::skipped));
    run_.observer.notice(fmt::format("{}: statement {} is skipped, since what it would take back was not done",
                                     describe(planned()), at_.statement + 1));
    at_.done = ++at_.statement;
    return true;
  }

  // Part of a transaction of the script's own, or of the session: only `done`, which vanishes or stays with it; for the
  // statement that ends the transaction, before it runs.
  void along(bool ends_transaction) {
    if (ends_transaction) append(run_, entry(JournalState::done));
    const Clock::time_point start = Clock::now();
    std::vector<dialects::Definition> touched;
    if (asks_footing_) touched = run_.dialect.touched(run_.session, statement().text);
    run_statement(run_, planned(), statement());
    run_.changed_by = planned().id;
    if (!ends_transaction) append_done(start, std::move(touched));
  }

  // Commits by itself: `started`, the statement, `done`. What is open then is committed with `started`.
  void alone() {
    JournalEntry started = entry(JournalState::started);
    if (asks_footing_) started.touched = run_.dialect.touched(run_.session, statement().text);
    append(run_, started);
    const Clock::time_point start = Clock::now();
    for (Retries retries{run_};;) {
      try {
        run_statement(run_, planned(), statement());
        break;
      } catch (const TransientError& error) {
        settle(started, error);
        if (!asks_footing_ || at_.left != Left::nothing || !retries.wait(planned(), error)) throw;
      } catch (const Error& error) {
        settle(started, error);
        throw;
      }
    }
    run_.changed_by = planned().id;
    at_.left = Left::not_settled;
    append_done(start, {});
    at_.left = Left::nothing;
  }

  // Rows of statements that stand together, in one transaction with their `done`. What is set for the session between
  // them goes along, since it may come from these rows.
  void rows() {
    // The analyzer does not see the way through the handlers.
    const std::size_t first = at_.statement;  // NOLINT(clang-analyzer-deadcode.DeadStores)
    bool repeatable = true;
    for (Retries retries{run_};; at_.statement = first) {
      try {
        return rows_once(repeatable);
      } catch (const TransientError& error) {
        if (!repeatable || !retries.wait(planned(), error)) throw;
      } catch (const dialects::SqlError& error) {
        if (!repeatable || !error.transient() || !retries.wait(planned(), error)) throw;
      }
    }
  }

  // `repeatable` is false from where it is more than rows that a rollback would have to take back.
  void rows_once(bool& repeatable) {
    Transaction transaction{run_};
    do {
      const Clock::time_point start = Clock::now();
      std::vector<dialects::Definition> touched = run_.dialect.touched(run_.session, statement().text);
      run_statement(run_, planned(), statement());
      if (!run_.session.in_transaction()) run_.session.begin();  // ALTER of a temporary table ends the one before
      append_done(start, std::move(touched));
      ++at_.statement;
    } while (goes_along(repeatable));
    at_.left = Left::not_settled;
    transaction.commit();
    at_.left = Left::nothing;
    run_.changed_by = planned().id;
    at_.done = at_.statement;
  }

  bool goes_along(bool& repeatable) {
    if (at_.statement == prepared_.statements.size()) return false;
    if (run_.dialect.controls_transaction(statement().text) || !has_to_run()) return false;
    const Footing footing = footing_of(statement());
    if (footing == Footing::session) repeatable = false;
    return footing != Footing::alone;
  }

  // What a statement leaves half done when it fails, an index that is not valid, is in the way of the next run. Who has
  // interrupted it does not want to wait for others, and neither does a run that waited for them in vain.
  void settle(const JournalEntry& started, const Error& failure) {
    dialects::Limits limits = run_.limits;
    if (failure.code() != ErrorCode::database) limits.lock = std::chrono::seconds{1};
    const LimitedStatements limited{run_, limits};
    try {
      const Effect effect = run_.dialect.settle(run_.session, started.statement_text, started.touched);
      // An engine with transactional DDL takes a failed statement back by itself.
      at_.left = !asks_footing_ || effect == Effect::none ? Left::nothing
                 : effect == Effect::done                 ? Left::everything
                                                          : Left::unknown;
    } catch (const Error& error) {
      at_.left = Left::not_settled;
      run_.observer.warning(
          asks_footing_
              ? fmt::format("what became of the statement could not be found out, the next run does: {}", error.what())
              : fmt::format("what the statement left could not be cleared away, the next run does: {}", error.what()));
    }
  }

  // "statements 1 to 2 of 5 are done and stay, statement 3 took no effect: …"
  [[nodiscard]] std::string state_of_affairs() const {
    const std::size_t count = prepared_.statements.size();
    std::string ways = fmt::format("strata migrate {} goes on from here", to_string(planned().direction));
    if (at_.done > 0 && !planned().takes_back) {
      ways += fmt::format(", strata migrate {} takes back what is done", to_string(reversed(planned().direction)));
    }
    std::string done = "no statement is done";
    if (at_.done > 0) {
      done = at_.done == 1 ? fmt::format("statement 1 of {} is done and stays", count)
                           : fmt::format("statements 1 to {} of {} are done and stay", at_.done, count);
    }
    // The server is gone, or a commit was not answered.
    if (at_.left == Left::not_settled) {
      return fmt::format("{}, what became of the next is found out when strata is run again", done);
    }
    if (at_.statement >= count) return fmt::format("{}: {}", done, ways);
    const std::size_t number = at_.statement + 1;
    switch (at_.left) {
      case Left::nothing:
      case Left::not_settled:
        break;
      case Left::everything:
        return fmt::format("{}, statement {} has failed and yet changed what it names: {}", done, number, ways);
      case Left::unknown:
        return fmt::format("{}, of statement {} it is not known what it left: the next run asks", done, number);
    }
    if (at_.statement > at_.done) {
      return fmt::format("{}, statements {} to {} were rolled back: {}", done, at_.done + 1, number, ways);
    }
    return fmt::format("{}, statement {} took no effect: {}", done, number, ways);
  }

  Run& run_;
  const PreparedRevision& prepared_;
  Claimed claimed_;
  bool asks_footing_;  // else every statement outside of a transaction stands alone
  At at_;
};

void finish(Run& run, const PlannedRevision& planned, Clock::time_point start) {
  run.session.drop_temporary_objects();
  run.session.restore_settings();
  Transaction transaction{run};
  record_done(run, planned, elapsed_since(start));
  transaction.commit();
}

}  // namespace

bool run_journalled(Run& run, const PreparedRevision& prepared) {
  const Clock::time_point start = Clock::now();
  std::optional<Claimed> claimed = claim(run, prepared);
  if (!claimed) return false;
  JournalledRun journalled{run, prepared, std::move(*claimed)};
  try {
    journalled.statements();
    finish(run, prepared.planned, start);
  } catch (const dialects::SqlError& error) {
    Error told = revision_error(run, prepared.planned, error);
    journalled.fail(told);
    throw told;
  } catch (Error& error) {
    journalled.fail(error);
    throw;
  }
  return true;
}

}  // namespace strata::runner
