// Runs statements by sqlite3_prepare_v2 until the text is used up, since SOCI would run the first statement only and
// take `:name` for a parameter of its own.
#include "dialects/sqlite/session.hpp"

#include "dialects/soci.hpp"
#include "dialects/sqlite/names.hpp"
#include "dialects/sqlite/sql_error.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include <fmt/core.h>

namespace strata::dialects::sqlite {
namespace {

struct Finalize {
  void operator()(sqlite_api::sqlite3_stmt* statement) const { sqlite_api::sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite_api::sqlite3_stmt, Finalize>;

void pause(int attempt) {
  std::this_thread::sleep_for(std::chrono::milliseconds(std::min(1 + attempt, 25)));
}

// Called by SQLite while a lock is held elsewhere; 0 gives up.
int wait_while_busy(void* state, int attempt) {
  const auto& patience = *static_cast<const Patience*>(state);
  if (patience.cancelled || patience.overdue() || patience.waited_enough()) return 0;
  pause(attempt);
  return 1;
}

// Called by SQLite now and then while a statement runs; 1 stops it.
int stop_when_overdue(void* state) {
  return static_cast<const Patience*>(state)->overdue() ? 1 : 0;
}

// Instructions of SQLite's virtual machine between two looks at the clock: well below a millisecond.
constexpr int steps_between_looks = 10'000;

ValueView column_value(sqlite_api::sqlite3_stmt* statement, int column) {
  // A blob asked for as text gives its bytes, everything else SQLite's own text of it.
  const unsigned char* text = sqlite_api::sqlite3_column_text(statement, column);
  if (text == nullptr) return std::nullopt;
  const int bytes = sqlite_api::sqlite3_column_bytes(statement, column);
  return std::string_view(reinterpret_cast<const char*>(text), static_cast<std::size_t>(bytes));
}

void bind(sqlite_api::sqlite3_stmt* statement, const std::vector<Value>& parameters) {
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (!parameters[i]) continue;  // unbound is NULL
    // Null as the destructor is SQLITE_STATIC: the value outlives the statement's run.
    sqlite_api::sqlite3_bind_text(statement, static_cast<int>(i) + 1, parameters[i]->data(),
                                  static_cast<int>(parameters[i]->size()), nullptr);
  }
}

std::string violation(const Row& row) {
  const std::string place = row[1] ? fmt::format("row {}", *row[1]) : "a row";
  return fmt::format("{}: {} has no parent in {}", row[0].value_or(""), place, row[2].value_or(""));
}

constexpr std::string_view temporary_objects = R"sql(
  SELECT type, name, sql LIKE 'create virtual%' FROM temp.sqlite_schema
  WHERE type IN ('table', 'view', 'trigger') AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
  ORDER BY type = 'trigger' DESC, type = 'view' DESC, 3 DESC, rowid DESC
)sql";

constexpr std::string_view tables_with_foreign_keys = R"sql(
  SELECT DISTINCT tables.name
  FROM main.sqlite_schema AS tables JOIN pragma_foreign_key_list(tables.name) ON tables.type = 'table'
  ORDER BY tables.rowid
)sql";

constexpr std::string_view table_of_that_name = R"sql(
  SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ? COLLATE NOCASE
)sql";

}  // namespace

SqliteSession::SqliteSession(std::unique_ptr<soci::session> connection, std::string shown,
                             const ConnectOptions& options)
    : connection_(std::move(connection)),
      handle_(static_cast<soci::sqlite3_session_backend*>(connection_->get_backend())->conn_),
      shown_(std::move(shown)),
      lock_wait_(options.lock_wait),
      lock_timeout_(options.lock_timeout) {
  sqlite_api::sqlite3_busy_handler(handle_, wait_while_busy, &patience_);
  execute("PRAGMA foreign_keys = ON");
  statements_sent_ = 0;
}

SqliteSession::~SqliteSession() = default;

void SqliteSession::execute(std::string_view statement) {
  run(statement, {}, nullptr);
}

std::vector<Row> SqliteSession::query(std::string_view statement, const std::vector<Value>& parameters) {
  std::vector<Row> rows;
  run(statement, parameters, [&](std::span<const ValueView> row) { rows.emplace_back(row.begin(), row.end()); });
  return rows;
}

void SqliteSession::each_row(std::string_view statement, const TakeRow& take) {
  run(statement, {}, take);
}

// Outside a transaction a held lock is another runner's or writer's; inside, it is that of readers.
std::chrono::milliseconds SqliteSession::lock_patience() const {
  return limits_.lock.value_or(in_transaction() ? lock_timeout_ : lock_wait_);
}

void SqliteSession::limit(const Limits& limits) {
  limits_ = limits;
  sqlite_api::sqlite3_progress_handler(handle_, limits.statement ? steps_between_looks : 0, stop_when_overdue,
                                       &patience_);
}

void SqliteSession::run(std::string_view script, const std::vector<Value>& parameters, const TakeRow& take) {
  patience_.lock = lock_patience();
  patience_.statement = limits_.statement;
  run_all(script, parameters, take);
}

// What begins and ends transactions takes the time it takes.
void SqliteSession::run_control(std::string_view statement, std::chrono::milliseconds lock_patience) {
  patience_.lock = lock_patience;
  patience_.statement.reset();
  run_all(statement, {}, nullptr);
}

void SqliteSession::run_all(std::string_view script, const std::vector<Value>& parameters, const TakeRow& take) {
  patience_.cancelled = false;
  patience_.begun = Patience::Clock::now();
  if (script.find('\0') != std::string_view::npos) {
    throw SqlError(ErrorCode::database, "a statement holds a NUL character, where SQLite would stop reading", "");
  }
  // Closed by a NUL, or SQLite would copy all that is left of the script for each statement.
  const std::string text(script);
  const char* next = text.data();
  const char* const end = next + text.size();
  while (next != end) {
    const char* tail = end;
    const Statement statement(prepare(text, next, tail));
    next = tail;
    if (!statement) continue;  // an empty statement, or comments to the end
    ++statements_sent_;
    bind(statement.get(), parameters);
    step_through(statement.get(), take);
  }
}

// The first statement from `next` on; `tail` is set behind it. Null for comments alone.
sqlite_api::sqlite3_stmt* SqliteSession::prepare(const std::string& text, const char* next, const char*& tail) {
  const char* const end = text.data() + text.size();
  for (int attempt = 0;; ++attempt) {
    sqlite_api::sqlite3_stmt* prepared = nullptr;
    const int result =
        sqlite_api::sqlite3_prepare_v2(handle_, next, static_cast<int>(end - next) + 1, &prepared, &tail);
    if (result == SQLITE_OK) return prepared;
    if (held_by_sharer() && wait_while_busy(&patience_, attempt) == 1) continue;
    const int offset = sqlite_api::sqlite3_error_offset(handle_);
    fail(offset < 0 ? offset : static_cast<int>(next - text.data()) + offset);
  }
}

// Connections that share a cache lock its tables against each other, and then SQLite asks no handler
// (sharedcache.html).
bool SqliteSession::held_by_sharer() const {
  return sqlite_api::sqlite3_extended_errcode(handle_) == SQLITE_LOCKED_SHAREDCACHE;
}

void SqliteSession::step_through(sqlite_api::sqlite3_stmt* statement, const TakeRow& take) {
  std::vector<ValueView> row(take ? static_cast<std::size_t>(sqlite_api::sqlite3_column_count(statement)) : 0);
  const bool alone = !in_transaction();
  bool got_rows = false;
  int result = SQLITE_ROW;
  for (int attempt = 0;; ++attempt) {
    result = sqlite_api::sqlite3_step(statement);
    // Some answers of BUSY, too, come without asking the handler (a stale snapshot, a recovery elsewhere).
    const bool held = result == SQLITE_BUSY ? alone : result != SQLITE_ROW && result != SQLITE_DONE && held_by_sharer();
    if (held && !got_rows && wait_while_busy(&patience_, attempt) == 1) {
      sqlite_api::sqlite3_reset(statement);
      continue;
    }
    if (result != SQLITE_ROW) break;
    got_rows = true;
    if (!take) continue;
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = column_value(statement, static_cast<int>(i));
    take(row);
  }
  if (result != SQLITE_DONE) fail(-1);
}

void SqliteSession::fail(int offset) const {
  const int code = sqlite_api::sqlite3_extended_errcode(handle_);
  const int kind = code & 0xff;
  const bool waited = kind == SQLITE_BUSY || code == SQLITE_LOCKED_SHAREDCACHE;
  if (waited && patience_.cancelled) throw interrupted();
  const bool stopped = kind == SQLITE_INTERRUPT || waited;
  if (stopped && !patience_.cancelled && patience_.overdue()) throw too_slow(*patience_.statement);
  throw sql_error(code, sqlite_api::sqlite3_errmsg(handle_), offset, shown_);
}

void SqliteSession::begin() {
  if (sqlite_api::sqlite3_db_readonly(handle_, "main") == 1) throw read_only(shown_);
  run_control("BEGIN IMMEDIATE", lock_wait_);
}

void SqliteSession::commit() {
  if (!in_transaction()) {
    throw Error(ErrorCode::database, "there is no transaction to commit any more")
        .hint("a statement has ended it, or SQLite rolled it back because of an error");
  }
  // Readers may hold it up, and giving up would lose all that was done: as patient as begin(), unless a revision says
  // how long it may keep new readers out.
  run_control("COMMIT", limits_.lock.value_or(lock_wait_));
}

// SQLite rolls back by itself on some errors (a full disk, ON CONFLICT ROLLBACK): then there is nothing left to do.
void SqliteSession::rollback() {
  if (in_transaction()) run_control("ROLLBACK", lock_wait_);
  // No transaction holds it: a rebuild that failed between its pragmas would leave it on.
  sqlite_api::sqlite3_db_config(handle_, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 0, nullptr);
}

bool SqliteSession::in_transaction() const {
  return sqlite_api::sqlite3_get_autocommit(handle_) == 0;
}

void SqliteSession::enforce_foreign_keys(bool on) {
  // SQLite: pragma.html#pragma_foreign_keys. Inside a transaction it would do nothing, without a word.
  if (in_transaction()) throw Error(ErrorCode::internal, "foreign keys can't be switched inside a transaction");
  execute(on ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
}

std::vector<std::string> SqliteSession::foreign_key_violations() {
  std::vector<Row> rows;
  try {
    rows = query("PRAGMA main.foreign_key_check");
  } catch (const SqlError& error) {
    if (error.code() != ErrorCode::database) throw;
    return violations_table_by_table();
  }
  std::vector<std::string> violations;
  std::ranges::transform(rows, std::back_inserter(violations), violation);
  return violations;
}

// One foreign key that names no key of its parent makes the check of the whole database fail; then each table is
// asked by itself, and such a key is itself a finding.
std::vector<std::string> SqliteSession::violations_table_by_table() {
  std::vector<std::string> violations;
  for (const Row& table : query(tables_with_foreign_keys)) {
    std::string name = table[0].value_or("");
    try {
      for (const Row& row : query("SELECT * FROM pragma_foreign_key_check(?, 'main')", {name})) {
        violations.push_back(violation(row));
      }
    } catch (const SqlError& error) {
      if (error.code() != ErrorCode::database) throw;
      violations.push_back(fmt::format("{}: {}", name, error.what()));
    }
  }
  return violations;
}

bool SqliteSession::has_table(const schema::ObjectName& name) {
  return !query(table_of_that_name, {name.name}).empty();
}

// Dropping a table deletes its rows, which foreign keys between temporary tables could forbid.
void SqliteSession::drop_temporary_objects() {
  const std::vector<Row> objects = query(temporary_objects);
  if (objects.empty()) return;
  const bool suspend = !in_transaction() && query("PRAGMA foreign_keys") == std::vector<Row>{{"1"}};
  if (suspend) enforce_foreign_keys(false);
  for (const Row& object : objects) {
    execute(fmt::format("DROP {} IF EXISTS temp.{}", object[0].value_or(""), quoted_name(object[1].value_or(""))));
  }
  if (suspend) enforce_foreign_keys(true);
}

void SqliteSession::cancel() noexcept {
  patience_.cancelled = true;
  sqlite_api::sqlite3_interrupt(handle_);
}

}  // namespace strata::dialects::sqlite
