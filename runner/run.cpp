// The parts of a run. Clean-up that fails is told to the observer: it must not hide the error that led to it.
#include "runner/run.hpp"

#include "runner/directory.hpp"

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

// Column on which a statement begins on its first line: scripts may hold several on one.
std::size_t first_column(const PlannedRevision& planned, const dialects::ScriptStatement& statement) {
  const int line = statement.line - planned.first_line;
  if (line < 0 || line > std::count(planned.script.begin(), planned.script.end(), '\n')) return 0;
  const std::size_t column = line_of(planned.script, line).find(line_of(statement.text, 0));
  return column == std::string_view::npos ? 0 : column;
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
    result += fmt::format("    {}^\n", std::string(at - begin, ' '));
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
  const std::size_t column = lines == 0 ? first_column(planned, statement) + at : at - before.rfind('\n') - 1;
  Place place = place_of(planned, statement.line + static_cast<int>(lines));
  place.column = static_cast<int>(column) + 1;
  return place;
}

std::string hint_of(const PlannedRevision& planned, ErrorCode code) {
  if (!planned.options.transaction) return "what ran before it stays; the next run goes on here";
  if (code == ErrorCode::interrupted) return "this revision was rolled back; the next run begins with it";
  return "this revision was rolled back; the ones before it stay";
}

Error statement_error(const PlannedRevision& planned, const dialects::ScriptStatement& statement,
                      const dialects::SqlError& error) {
  return Error(error.code(), fmt::format("{}: {}", describe(planned), error.what()))
      .at(place_in(planned, statement, error.offset()))
      .detail(excerpt(statement, error.offset()))
      .hint(error.hint().empty() ? hint_of(planned, error.code()) : error.hint());
}

void refuse(const PlannedRevision& planned, const ApplyOptions& options) {
  const bool own_transaction = !planned.options.transaction || !planned.options.foreign_keys;
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

}  // namespace

std::string describe(const PlannedRevision& planned) {
  return fmt::format("{} {} ({})", to_string(planned.direction), planned.id, planned.message);
}

Place place_of(const PlannedRevision& planned, int line) {
  if (planned.file.empty()) return {fmt::format("stored down script of {}", planned.id), line, 0};
  return {planned.file.string(), line, 0};
}

Error revision_error(const PlannedRevision& planned, const dialects::SqlError& error) {
  return Error(error.code(), fmt::format("{}: {}", describe(planned), error.what()))
      .at(place_of(planned, 0))
      .hint(error.hint().empty() ? hint_of(planned, error.code()) : error.hint());
}

std::vector<PreparedRevision> prepare(const MigratePlan& plan, const dialects::Dialect& dialect,
                                      const ApplyOptions& options) {
  std::vector<PreparedRevision> prepared;
  prepared.reserve(plan.revisions.size());
  for (const PlannedRevision& planned : plan.revisions) {
    refuse(planned, options);
    PreparedRevision revision{planned, {}};
    try {
      revision.statements = dialect.split(planned.script, planned.first_line);
    } catch (Error& error) {  // the dialect knows the line, not the file
      Place place = place_of(planned, error.place().line);
      place.column = error.place().column;
      error.at(place);
      throw;
    }
    for (const dialects::ScriptStatement& statement : revision.statements) {
      if (!planned.options.transaction || !dialect.controls_transaction(statement.text)) continue;
      throw Error(ErrorCode::refused, fmt::format("{} controls the transaction itself", describe(planned)))
          .at(place_of(planned, statement.line))
          .detail(excerpt(statement, std::nullopt))
          .hint(
              "strata runs each revision in a transaction: take the statement out, or put transaction = false "
              "into the header");
    }
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

void ensure_tables(Run& run) {
  if (!run.tables_exist) run.history.create_tables();
}

bool is_due(Run& run, const PlannedRevision& planned) {
  std::vector<std::string> asked = planned.required;
  asked.push_back(planned.id);
  const std::vector<std::string> applied = run.history.which_applied(asked);
  const auto is_applied = [&](const std::string& id) {
    return std::find(applied.begin(), applied.end(), id) != applied.end();
  };
  const bool up = planned.direction == Direction::up;
  if (is_applied(planned.id) == up) return false;
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
        .hint(hint_of(planned, ErrorCode::interrupted));
  }
  run.observer.statement_started(planned, statement);
  try {
    run.session.execute(statement.text);
  } catch (const dialects::SqlError& error) {
    throw statement_error(planned, statement, error);
  }
}

void refuse_new_violations(const PlannedRevision& planned, std::vector<std::string> before,
                           std::vector<std::string> after) {
  constexpr std::size_t most_lines = 20;
  std::sort(before.begin(), before.end());
  std::sort(after.begin(), after.end());
  std::vector<std::string> fresh;
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(fresh));
  if (fresh.empty()) return;
  const std::size_t shown = std::min(fresh.size(), most_lines);
  std::string detail =
      fmt::format("    {}", fmt::join(fresh.begin(), fresh.begin() + static_cast<std::ptrdiff_t>(shown), "\n    "));
  if (shown < fresh.size()) detail += fmt::format("\n    … and {} more", fresh.size() - shown);
  throw Error(ErrorCode::refused, fmt::format("{} leaves {} {} without the row that its foreign key names",
                                              describe(planned), fresh.size(), fresh.size() == 1 ? "row" : "rows"))
      .at(place_of(planned, 0))
      .detail(detail)
      .hint(planned.options.transaction ? "this revision was rolled back" : "put the rows in order, then go on");
}

void record_done(Run& run, const PlannedRevision& planned, std::chrono::milliseconds duration) {
  if (planned.direction == Direction::up) {
    AppliedRevision record = planned.record;
    record.applied_at = now(run.options);
    run.history.insert_applied(record);
  } else {
    run.history.erase_applied(planned.id);
  }
  JournalEntry entry = make_entry(run.actor, run.options, planned.id, to_string(planned.direction), JournalState::done);
  entry.duration = duration;
  run.history.append(entry);
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
    transaction.commit();
    run.tables_exist = true;
  } catch (const Error& error) {
    run.observer.warning(fmt::format("the failure could not be written to the history: {}", error.what()));
  }
}

}  // namespace strata::runner
