// Looks and writes in one transaction, or under a lock that lasts for the whole run. A statement in flight is settled
// outside of it, since what it left is cleared away there, and then it is looked once more.
#include "runner/claim.hpp"

#include "runner/unfinished.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace strata::runner {
namespace {

using Clock = std::chrono::steady_clock;
using dialects::Effect;

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

// What the journal says of earlier runs of this revision: in the transaction in which it may be claimed, or as it is
// known under the lock.
struct Look {
  std::optional<Transaction> transaction;
  Unfinished own;
  Unfinished opposite;  // what is to be taken back; not begun where nothing is
  bool due = false;

  Look(Run& run, const PlannedRevision& planned) {
    if (!run.known) {
      transaction.emplace(run);
      ensure_tables(run);
      learn(run);
    }
    due = is_due(run, planned);
    if (!due) return;
    const std::vector<JournalEntry> journal = run.known ? run.known->unfinished : run.history.read_journal(planned.id);
    own = unfinished_run(journal, planned.id, to_string(planned.direction));
    if (!planned.takes_back) return;
    opposite = unfinished_run(journal, planned.id, to_string(reversed(planned.direction)));
    due = opposite.begun;
  }

  // Whose statement in flight is to be settled: that of the run to take back only before anything of it is taken back.
  [[nodiscard]] const Unfinished& last() const { return opposite.begun && !own.begun ? opposite : own; }
};

// As far as somebody or the dialect can tell.
Effect known_effect(const Run& run, Effect found) {
  if (run.options.in_flight == InFlight::assume_done) return Effect::done;
  if (run.options.in_flight == InFlight::run_again) return Effect::none;
  return found;
}

Error not_known(const PreparedRevision& prepared, const Unfinished& unfinished) {
  const PlannedRevision& planned = prepared.planned;
  const auto index = static_cast<std::size_t>(*unfinished.in_flight);
  const bool of_this_script = unfinished.start.direction == to_string(planned.direction);
  const bool there = of_this_script && index < prepared.statements.size();
  Error error{ErrorCode::refused,
              fmt::format("{} {} ({}) was interrupted in statement {}, and it is not known whether it took effect",
                          unfinished.start.direction, planned.id, planned.message, index + 1)};
  error.at(place_of(planned, there ? prepared.statements[index].line : 0))
      .detail(there ? prepared.statements[index].text : unfinished.in_flight_text)
      .hint("look at the database, then: --in-flight done if it took effect, --in-flight again if it did not");
  return error;
}

// The statements done so far are compared with those of the file: it may have been edited since.
void require_same(const PreparedRevision& prepared, const Unfinished& own, std::size_t index, const std::string& text) {
  const auto& statements = prepared.statements;
  if (index < statements.size() && statements[index].text == text) return;
  const PlannedRevision& planned = prepared.planned;
  throw Error(ErrorCode::refused, fmt::format("{} was interrupted after {} statements, and those have been edited",
                                              describe(planned), std::max(own.next, static_cast<int>(index) + 1)))
      .at(place_of(planned, index < statements.size() ? statements[index].line : 0))
      .detail(fmt::format("this ran:\n{}", text))
      .hint("put the statements that ran back as they were; later ones may be changed");
}

// Where this direction's own run goes on.
int resume_at(const PreparedRevision& prepared, const Unfinished& own, Effect in_flight, bool told) {
  for (std::size_t i = 0; i < own.texts.size(); ++i) {
    if (own.texts[i].empty()) continue;  // part of a transaction that the script rolled back
    require_same(prepared, own, i, own.texts[i]);
  }
  if (!own.in_flight) return own.next;
  if (in_flight != Effect::done) return *own.in_flight;
  if (!told) require_same(prepared, own, static_cast<std::size_t>(*own.in_flight), own.in_flight_text);
  return *own.in_flight + 1;
}

// What has been found out is written down: nobody has to find it out again.
void append_settled(Run& run, const PlannedRevision& planned, const Unfinished& unfinished) {
  JournalEntry entry = make_entry(run.actor, run.options, planned.id, unfinished.start.direction, JournalState::done);
  entry.statement = unfinished.in_flight;
  entry.statement_text = unfinished.in_flight_text;
  run.history.append(entry);
}

std::set<std::string> touched_by(const Unfinished& unfinished, Effect in_flight) {
  std::set<std::string> objects = unfinished.touched;
  if (!unfinished.in_flight || in_flight != Effect::done) return objects;
  for (const auto& object : unfinished.in_flight_touched) objects.insert(object.object);
  return objects;
}

// The rows that begin this run, inside the look's transaction if it has one; else they are true one by one.
Claimed begin_run(Run& run, const PreparedRevision& prepared, Look& look, Effect found) {
  const PlannedRevision& planned = prepared.planned;
  const Unfinished& last = look.last();
  const Effect effect = known_effect(run, found);
  if (last.in_flight && effect == Effect::unknown) throw not_known(prepared, last);
  Claimed claimed;
  claimed.first =
      static_cast<std::size_t>(resume_at(prepared, look.own, effect, run.options.in_flight == InFlight::assume_done));
  if (look.opposite.begun) claimed.to_take_back = touched_by(look.opposite, effect);
  if (last.in_flight && effect == Effect::done) append_settled(run, planned, last);
  run.history.append(
      make_entry(run.actor, run.options, planned.id, to_string(planned.direction), JournalState::started));
  return claimed;
}

void nap(Run& run, const PlannedRevision& planned, std::chrono::milliseconds time) {
  if (run.options.cancelled != nullptr && run.options.cancelled->load()) {
    throw Error(ErrorCode::interrupted, "stopped while waiting for another runner").at(place_of(planned, 0));
  }
  std::this_thread::sleep_for(time);
}

}  // namespace

std::optional<Claimed> claim(Run& run, const PreparedRevision& prepared) {
  const PlannedRevision& planned = prepared.planned;
  const Clock::time_point give_up = Clock::now() + run.options.lock_wait;
  std::optional<Effect> effect;
  for (std::chrono::milliseconds pause{10};; pause = std::min(pause * 2, std::chrono::milliseconds{500})) {
    Unfinished last;
    {
      Look look{run, planned};
      if (!look.due) return std::nullopt;
      if (!is_alive(run, look.last()) && (effect || !look.last().in_flight)) {
        const Claimed claimed = begin_run(run, prepared, look, effect.value_or(Effect::unknown));
        if (look.transaction) look.transaction->commit();
        run.tables_exist = true;
        if (claimed.first > 0) run.observer.revision_resumed(planned, static_cast<int>(claimed.first));
        return claimed;
      }
      last = look.last();
    }
    if (!is_alive(run, last)) {
      effect = run.dialect.settle(run.session, last.in_flight_text, last.in_flight_touched);
      continue;
    }
    if (Clock::now() >= give_up) throw still_running(planned, last.start);
    nap(run, planned, pause);
  }
}

}  // namespace strata::runner
