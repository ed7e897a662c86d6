// The parts of a run. Clean-up that fails is told to the observer: it must not hide the error that led to it.
#include "runner/run.hpp"

#include "runner/directory.hpp"
#include "runner/duration.hpp"
#include "runner/fingerprint.hpp"
#include "runner/violations.hpp"
#include "schema/utf8.hpp"

#include <fmt/format.h>

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace strata::runner {
namespace {

std::string process_user() {
  const uid_t id = ::geteuid();
  std::array<char, 4096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(id, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr) return found->pw_name;
  return std::to_string(id);
}

std::string process_host() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "unknown";
  return name.data();
}

// Line `number` (from 0) of a text.
std::string_view line_of(std::string_view text, int number) {
  for (; number > 0; --number) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  return text.substr(0, text.find('\n'));
}

// What stands before a statement on its first line: scripts may hold several on one.
std::string_view text_before(const PlannedRevision& planned, const dialects::ScriptStatement& statement) {
  const int number = statement.line - planned.first_line;
  if (number < 0 || number > std::count(planned.script.begin(), planned.script.end(), '\n')) return {};
  const std::string_view line = line_of(planned.script, number);
  const std::size_t column = line.find(line_of(statement.text, 0));
  return column == std::string_view::npos ? std::string_view{} : line.substr(0, column);
}

// Bytes that are no UTF-8 count one by one.
std::size_t character_bytes(std::string_view text, std::size_t at) {
  return std::max<std::size_t>(schema::utf8_length(text, at), 1);
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += character_bytes(text, at)) ++count;
  return count;
}

// As wide as the text is on a terminal, where most East Asian characters and emoji (U+3000 to U+DFFF, from U+1F000 on)
// take two columns.
std::string blanks_below(std::string_view text) {
  std::string blanks;
  for (std::size_t at = 0; at < text.size(); at += character_bytes(text, at)) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const auto second = static_cast<unsigned char>(at + 1 < text.size() ? text[at + 1] : '\0');
    const bool wide = (lead >= 0xE3U && lead <= 0xEDU) || (lead == 0xF0U && second >= 0x9FU);
    blanks += lead == '\t' ? "\t" : wide ? "  " : " ";
  }
  return blanks;
}

// The statement, shortened, with a mark below the place that the engine means.
std::string excerpt(const dialects::ScriptStatement& statement, std::optional<std::size_t> offset) {
  constexpr int most_lines = 12;
  const std::string& text = statement.text;
  const std::size_t at = std::min(offset.value_or(0), text.size());
  const int marked = static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  const int count = static_cast<int>(std::count(text.begin(), text.end(), '\n')) + 1;
  const int first = std::max(0, std::min(marked - most_lines / 2, count - most_lines));
  std::string result = first > 0 ? "    …\n" : "";
  for (int line = first; line < std::min(count, first + most_lines); ++line) {
    result += fmt::format("    {}\n", line_of(text, line));
    if (!offset || line != marked) continue;
    const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;  // npos + 1 is 0
    result += fmt::format("    {}^\n", blanks_below(std::string_view{text}.substr(begin, at - begin)));
  }
  if (first + most_lines < count) result += "    …\n";
  result.pop_back();
  return result;
}

Place place_in(const PlannedRevision& planned, const dialects::ScriptStatement& statement,
               std::optional<std::size_t> offset) {
  if (!offset) return place_of(planned, statement.line);
  const std::size_t at = std::min(*offset, statement.text.size());
  const std::string_view before = std::string_view{statement.text}.substr(0, at);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t column = lines == 0 ? count_characters(text_before(planned, statement)) + count_characters(before)
                                        : count_characters(before.substr(before.rfind('\n') + 1));
  Place place = place_of(planned, statement.line + static_cast<int>(lines));
  place.column = static_cast<int>(column) + 1;
  return place;
}

std::string joined_hints(const std::string& ours, const std::string& engines) {
  if (ours.empty() || engines.empty()) return ours + engines;
  return fmt::format("{}; {}", ours, engines);
}

Error statement_error(const Run& run, const PlannedRevision& planned, const dialects::ScriptStatement& statement,
                      const dialects::SqlError& error) {
  return Error(error.code(), fmt::format("{}: {}", describe(planned), error.what()))
      .at(place_in(planned, statement, error.offset()))
      .detail(error.detail().empty() ? excerpt(statement, error.offset())
                                     : fmt::format("{}\n{}", excerpt(statement, error.offset()), error.detail()))
      .hint(joined_hints(hint_of(run, planned, error.code()), error.hint()));
}

void refuse(const PlannedRevision& planned, const dialects::Dialect& dialect, const ApplyOptions& options) {
  if (options.single_transaction && !dialect.capabilities().transactional_ddl) {
    throw Error(ErrorCode::refused,
                fmt::format("there are no single transactions on {}: DDL commits at once there", dialect.name()))
        .hint(
            "without --single-transaction each statement is journalled, and a run that is cut off goes on from there");
  }
  const bool suspends = !planned.options.foreign_keys && dialect.capabilities().foreign_keys_need_suspending;
  const bool own_transaction = !planned.options.transaction || suspends;
  if (options.single_transaction && own_transaction) {
    throw Error(ErrorCode::refused, fmt::format("{} can't be part of a single transaction", describe(planned)))
        .at(place_of(planned, 0))
        .hint(planned.options.transaction
                  ? "its header says foreign_keys = \"off\", which only works outside of a transaction"
                  : "its header says transaction = false");
  }
  if (planned.direction == Direction::down && options.guarded && !options.consent) {
    throw Error(ErrorCode::refused,
                fmt::format("{} may destroy data, and this environment is guarded", describe(planned)))
        .at(place_of(planned, 0))
        .hint("--yes says that this is meant");
  }
}

// strata runs the statements in its own transaction, where some can't be.
void refuse_outside_transaction(const PreparedRevision& revision, const dialects::Dialect& dialect) {
  const auto fail = [&](const dialects::ScriptStatement& statement, const std::string& what, const std::string& hint) {
    throw Error(ErrorCode::refused, fmt::format("{}{}", describe(revision.planned), what))
        .at(place_of(revision.planned, statement.line))
        .detail(excerpt(statement, std::nullopt))
        .hint(hint);
  };
  for (const dialects::ScriptStatement& statement : revision.statements) {
    if (dialect.controls_transaction(statement.text)) {
      fail(statement, " controls the transaction itself",
           fmt::format("strata runs {}: take the statement out, or put transaction = false into the header",
                       dialect.capabilities().transactional_ddl
                           ? "each revision in a transaction"
                           : "what changes rows in transactions together with its journal"));
    }
    const dialects::OutsideTransaction problem = dialect.outside_transaction(statement.text);
    if (!problem.reason.empty()) fail(statement, ": " + problem.reason, problem.way_out);
  }
}

}  // namespace

bool is_journalled(const PlannedRevision& planned, const dialects::Dialect& dialect) {
  return !planned.options.transaction || !dialect.capabilities().transactional_ddl;
}

std::string hint_of(const Run& run, const PlannedRevision& planned, ErrorCode code) {
  if (!run.dialect.capabilities().transactional_ddl) return "";  // how far it came is told where that is known
  if (!planned.options.transaction) return "what ran before it stays; the next run goes on here";
  if (code == ErrorCode::interrupted) return "this revision was rolled back; the next run begins with it";
  return "this revision was rolled back; the ones before it stay";
}

std::string describe(const PlannedRevision& planned) {
  return fmt::format("{} {} ({})", to_string(planned.direction), planned.id, planned.message);
}

Place place_of(const PlannedRevision& planned, int line) {
  if (planned.file.empty()) return {fmt::format("stored down script of {}", planned.id), line, 0};
  return {planned.file.string(), line, 0};
}

Error revision_error(const Run& run, const PlannedRevision& planned, const dialects::SqlError& error) {
  return Error(error.code(), fmt::format("{}: {}", describe(planned), error.what()))
      .at(place_of(planned, 0))
      .detail(error.detail())
      .hint(error.hint().empty() ? hint_of(run, planned, error.code()) : error.hint());
}

std::vector<PreparedRevision> prepare(const MigratePlan& plan, const dialects::Dialect& dialect,
                                      const ApplyOptions& options) {
  std::vector<PreparedRevision> prepared;
  prepared.reserve(plan.revisions.size());
  for (const PlannedRevision& planned : plan.revisions) {
    refuse(planned, dialect, options);
    PreparedRevision revision{planned, {}};
    try {
      revision.statements = dialect.split(planned.script, planned.first_line);
    } catch (Error& error) {  // the dialect knows the line, not the file
      Place place = place_of(planned, error.place().line);
      place.column = error.place().column;
      error.at(place);
      throw;
    }
    if (planned.options.transaction) refuse_outside_transaction(revision, dialect);
    prepared.push_back(std::move(revision));
  }
  return prepared;
}

Actor make_actor(const ApplyOptions& options) {
  Actor actor;
  actor.user = options.user.empty() ? process_user() : options.user;
  actor.host = options.host.empty() ? process_host() : options.host;
  actor.runner = fmt::format("{}:{}", ::getpid(), new_revision_id());
  actor.tool_version = options.tool_version.empty() ? STRATA_VERSION : options.tool_version;
  return actor;
}

std::string now(const ApplyOptions& options) {
  return format_utc(options.clock ? options.clock() : std::chrono::system_clock::now());
}

JournalEntry make_entry(const Actor& actor, const ApplyOptions& options, std::string revision,
                        std::string_view direction, JournalState state) {
  JournalEntry entry;
  entry.revision = std::move(revision);
  entry.direction = direction;
  entry.state = state;
  entry.user = actor.user;
  entry.host = actor.host;
  entry.runner = actor.runner;
  entry.tool_version = actor.tool_version;
  entry.at = now(options);
  return entry;
}

Transaction::Transaction(Run& run) : run_(run) {
  run_.session.begin();
}

void Transaction::commit() {
  run_.session.commit();
  open_ = false;
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    if (run_.session.in_transaction()) run_.session.rollback();
  } catch (const Error& error) {
    run_.observer.warning(fmt::format("the transaction could not be rolled back: {}", error.what()));
  }
}

SuspendedForeignKeys::SuspendedForeignKeys(Run& run) : run_(run) {
  run_.session.enforce_foreign_keys(false);
}

SuspendedForeignKeys::~SuspendedForeignKeys() {
  try {
    run_.session.enforce_foreign_keys(true);
  } catch (const Error& error) {
    run_.observer.warning(fmt::format("foreign keys are still not enforced in this session: {}", error.what()));
  }
}

LimitedStatements::LimitedStatements(Run& run, const dialects::Limits& limits) : run_(run), before_(run.limits) {
  run_.limits = limits;
  run_.session.limit(limits);
}

LimitedStatements::~LimitedStatements() {
  run_.limits = before_;
  try {
    run_.session.limit(before_);
  } catch (const Error& error) {
    run_.observer.warning(fmt::format("the limits of this revision still hold: {}", error.what()));
  }
}

// Empty and what is no duration stands for no limit; the header's reader has refused the latter.
dialects::Limits lock_limit(const RunOptions& options) {
  return {parse_duration(options.lock_timeout), std::nullopt};
}

dialects::Limits statement_limits(const RunOptions& options) {
  return {parse_duration(options.lock_timeout), parse_duration(options.statement_timeout)};
}

void ensure_tables(Run& run) {
  if (!run.tables_exist) run.history.create_tables();
}

// An engine whose DDL has no transactions alone: elsewhere each revision looks in its own, whatever becomes of the
// lock.
void learn(Run& run) {
  const dialects::Capabilities& capabilities = run.dialect.capabilities();
  if (!capabilities.lock_spans_run || capabilities.transactional_ddl) return;
  const std::vector<std::string> applied = run.history.applied_ids();
  run.known = Known{{applied.begin(), applied.end()}, run.history.read_unfinished()};
}

bool is_due(Run& run, const PlannedRevision& planned) {
  std::set<std::string> applied;
  if (!run.known) {
    std::vector<std::string> asked = planned.required;
    asked.push_back(planned.id);
    const std::vector<std::string> found = run.history.which_applied(asked);
    applied.insert(found.begin(), found.end());
  }
  const auto is_applied = [&](const std::string& id) {
    return (run.known ? run.known->applied : applied).contains(id);
  };
  const bool up = planned.direction == Direction::up;
  if ((is_applied(planned.id) == up) != planned.takes_back) return false;
  for (const std::string& id : planned.required) {
    if (is_applied(id) == up) continue;
    throw Error(ErrorCode::refused, fmt::format("{}: another runner has {} {} meanwhile", describe(planned),
                                                up ? "taken off" : "applied", id))
        .at(place_of(planned, 0))
        .hint("look at strata migrate status and start again");
  }
  return true;
}

void run_statement(Run& run, const PlannedRevision& planned, const dialects::ScriptStatement& statement) {
  if (run.options.cancelled != nullptr && run.options.cancelled->load()) {
    throw Error(ErrorCode::interrupted, fmt::format("{}: stopped before this statement", describe(planned)))
        .at(place_of(planned, statement.line))
        .hint(hint_of(run, planned, ErrorCode::interrupted));
  }
  run.observer.statement_started(planned, statement);
  const LimitedStatements limited{run, statement_limits(planned.options)};
  try {
    run.session.execute(statement.text);
  } catch (const dialects::SqlError& error) {
    if (error.transient()) throw TransientError(statement_error(run, planned, statement, error));
    throw statement_error(run, planned, statement, error);
  }
}

void refuse_new_violations(const Run& run, const PlannedRevision& planned, std::vector<std::string> before,
                           std::vector<std::string> after) {
  constexpr std::size_t most_lines = 20;
  const std::vector<std::string> fresh = new_violations(std::move(before), std::move(after));
  if (fresh.empty()) return;
  const std::size_t shown = std::min(fresh.size(), most_lines);
  std::string detail =
      fmt::format("    {}", fmt::join(fresh.begin(), fresh.begin() + static_cast<std::ptrdiff_t>(shown), "\n    "));
  if (shown < fresh.size()) detail += fmt::format("\n    … and {} more", fresh.size() - shown);
  throw Error(ErrorCode::refused, fmt::format("{} leaves {} {} without the row that its foreign key names",
                                              describe(planned), fresh.size(), fresh.size() == 1 ? "row" : "rows"))
      .at(place_of(planned, 0))
      .detail(detail)
      .hint(is_journalled(planned, run.dialect) ? "put the rows in order, then go on"
                                                : "this revision was rolled back");
}

void record_done(Run& run, const PlannedRevision& planned, std::chrono::milliseconds duration) {
  if (planned.direction == Direction::up) {
    AppliedRevision record = planned.record;
    record.applied_at = now(run.options);
    if (planned.takes_back) run.history.erase_applied(planned.id);  // where it still counted as applied
    run.history.insert_applied(record);
  } else {
    run.history.erase_applied(planned.id);
  }
  JournalEntry entry = make_entry(run.actor, run.options, planned.id, to_string(planned.direction), JournalState::done);
  entry.duration = duration;
  run.history.append(entry);
  if (run.known) {
    std::erase_if(run.known->unfinished, [&](const JournalEntry& row) { return row.revision == planned.id; });
    if (planned.direction == Direction::up)
      run.known->applied.insert(planned.id);
    else
      run.known->applied.erase(planned.id);
  }
  if (&planned == run.last) record_schema(run, planned.id);
}

void record_schema(Run& run, const std::string& revision) {
  dialects::Scope scope = run.options.scope;
  scope.history_prefix = run.history.names().prefix;
  RecordedSchema schema;
  // Where a failed statement spoils the whole transaction, it must not spoil the revision's.
  run.session.execute("SAVEPOINT strata_schema");
  try {
    schema = fingerprint(run.session, run.dialect, scope);
    run.session.execute("RELEASE SAVEPOINT strata_schema");
  } catch (const Error& error) {
    run.session.execute("ROLLBACK TO SAVEPOINT strata_schema");
    run.observer.warning(fmt::format("the schema could not be recorded, so drift can't be told: {}", error.what()));
    run.history.forget_schema();
    return;
  }
  schema.revision = revision;
  schema.tool_version = run.actor.tool_version;
  schema.recorded_at = now(run.options);
  run.history.record_schema(schema);
}

void record_failed(Run& run, const PlannedRevision& planned, const dialects::ScriptStatement* statement,
                   std::optional<int> index, const std::string& message) {
  try {
    Transaction transaction{run};
    ensure_tables(run);
    JournalEntry entry =
        make_entry(run.actor, run.options, planned.id, to_string(planned.direction), JournalState::failed);
    entry.statement = index;
    if (statement != nullptr) entry.statement_text = statement->text;
    entry.error = message;
    run.history.append(entry);
    if (!run.changed_by.empty()) record_schema(run, run.changed_by);
    transaction.commit();
    run.tables_exist = true;
  } catch (const Error& error) {
    run.observer.warning(fmt::format("the failure could not be written to the history: {}", error.what()));
  }
}

}  // namespace strata::runner
