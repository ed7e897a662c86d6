// Sends a statement and takes one result after the other by the client library's non-blocking calls. Every way out
// leaves the connection ready for the next statement.
#include "dialects/mariadb/session.hpp"

#include "dialects/mariadb/foreign_keys.hpp"
#include "dialects/mariadb/lock.hpp"
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/placeholders.hpp"
#include "dialects/mariadb/processes.hpp"
#include "dialects/mariadb/script.hpp"
#include "dialects/mariadb/session_settings.hpp"
#include "dialects/mariadb/sql_error.hpp"
#include "dialects/mariadb/tokenizer.hpp"
#include "dialects/soci.hpp"

#include <utility>

#include <fmt/format.h>

#include <fcntl.h>
#include <poll.h>

namespace strata::dialects::mariadb {
namespace {

bool same(const std::optional<Limits>& have, const Limits& wanted) {
  return have && have->lock == wanted.lock && have->statement == wanted.statement;
}

// What the session tracker tells of one kind.
std::vector<std::string> tracked(MYSQL* handle, enum_session_state_type type) {
  std::vector<std::string> found;
  const char* data = nullptr;
  std::size_t bytes = 0;
  for (int none = mysql_session_track_get_first(handle, type, &data, &bytes); none == 0;
       none = mysql_session_track_get_next(handle, type, &data, &bytes)) {
    found.emplace_back(data, bytes);
  }
  return found;
}

bool sets_role(std::string_view statement) {
  const Token set = next_token(statement, 0);
  return is_keyword(set, "set") && is_keyword(next_token(statement, set.end_offset()), "role");
}

constexpr std::string_view permanent_table = R"sql(
  SELECT 1
  FROM information_schema.tables
  WHERE table_schema = DATABASE() AND table_name = ? AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')
)sql";

}  // namespace

MariadbSession::MariadbSession(std::unique_ptr<soci::session> connection, const ConnectOptions& options,
                               std::function<std::unique_ptr<soci::session>()> open_another)
    : connection_(std::move(connection)),
      open_another_(std::move(open_another)),
      handle_(static_cast<soci::mysql_session_backend*>(connection_->get_backend())->conn_),
      server_{mariadb_connection(handle_) != 0, static_cast<int>(mysql_get_server_version(handle_))},
      lock_name_(options.lock_name),
      lock_wait_(options.lock_wait),
      lock_timeout_(options.lock_timeout),
      reads_only_(options.read_only),
      lock_held_(options.read_only) {
  // A child (the compiler of models) would keep the connection, and with it the lock, beyond our end.
  ::fcntl(mysql_get_socket(handle_), F_SETFD, FD_CLOEXEC);
  mysql_options(handle_, MYSQL_OPT_NONBLOCK, nullptr);
  const Row at_first = query_own("SELECT DATABASE(), CURRENT_USER(), @@sql_mode, CURRENT_ROLE()").at(0);
  database_ = at_first[0].value_or("");
  user_ = at_first[1].value_or("");
  role_ = at_first[3];
  settings_ = settings_of_every_session(at_first[2].value_or(""));
  if (options.read_only) settings_.push_back(read_only_setting(server_));
  execute_own(
      fmt::format("SET NAMES utf8mb4, {}, {}", assignments(settings_), limit_assignments(server_, wanted_limits())));
  applied_limits_ = wanted_limits();
}

MariadbSession::~MariadbSession() {
  drop_scratch();
}

// If it fails, nobody is there to be told: the next run drops the database.
void MariadbSession::drop_scratch() {
  if (scratch_database_.empty()) return;
  try {
    execute_own("ROLLBACK");
    execute_own("UNLOCK TABLES");
    execute_own(fmt::format("DROP DATABASE IF EXISTS {}", quote_identifier(scratch_database_)));
  } catch (const Error&) {
    return;
  }
}

void MariadbSession::own(const std::string& database) {
  scratch_database_ = database;
  lock_held_ = true;
  execute_own(fmt::format("USE {}", quote_identifier(database)));
  database_ = database;
}

void MariadbSession::keep_setting(const std::string& name, const std::string& value) {
  execute_own(fmt::format("SET {} = {}", name, value));
  settings_.emplace_back(name, value);
}

void MariadbSession::execute(std::string_view statement) {
  shown_.clear();
  apply_limits();
  ++statements_sent_;
  run(statement, nullptr);
  note_temporary_tables(statement);
  role_changed_ = role_changed_ || sets_role(statement);
  note_changes();
  tell_warnings();
}

std::vector<Row> MariadbSession::query(std::string_view statement, const std::vector<Value>& parameters) {
  apply_limits();
  ++statements_sent_;
  std::vector<Row> rows;
  run(parameters.empty() ? statement : with_values(statement, parameters), &rows);
  note_changes();
  return rows;
}

// For strata's own settings, which are not counted.
void MariadbSession::execute_own(std::string_view statement) {
  run(statement, nullptr);
}

std::vector<Row> MariadbSession::query_own(std::string_view statement) {
  std::vector<Row> rows;
  run(statement, &rows);
  return rows;
}

void MariadbSession::run(std::string_view statement, std::vector<Row>* rows) {
  cancels_before_ = cancels_;
  int failed = 0;
  int waits = mysql_real_query_start(&failed, handle_, statement.data(), statement.size());
  while (waits != 0) waits = mysql_real_query_cont(&failed, handle_, wait_for(waits));
  while (failed == 0) {
    take_result(statement, rows);
    waits = mysql_next_result_start(&failed, handle_);
    while (waits != 0) waits = mysql_next_result_cont(&failed, handle_, wait_for(waits));
  }
  constexpr int no_more_results = -1;
  if (failed != no_more_results || mysql_errno(handle_) != 0) fail(statement);
}

// Row by row, so that rows which nobody wants take no memory.
void MariadbSession::take_result(std::string_view statement, std::vector<Row>* rows) {
  const unsigned columns = mysql_field_count(handle_);
  if (columns == 0) return;
  const std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> result(mysql_use_result(handle_), &mysql_free_result);
  if (!result) fail(statement);
  while (true) {
    MYSQL_ROW row = nullptr;
    int waits = mysql_fetch_row_start(&row, result.get());
    while (waits != 0) waits = mysql_fetch_row_cont(&row, result.get(), wait_for(waits));
    if (row == nullptr) break;
    if (rows == nullptr) continue;
    const unsigned long* lengths = mysql_fetch_lengths(result.get());
    Row& values = rows->emplace_back();
    values.reserve(columns);
    for (unsigned i = 0; i < columns; ++i) {
      values.push_back(row[i] == nullptr ? Value() : Value(std::in_place, row[i], lengths[i]));
    }
  }
  if (mysql_errno(handle_) != 0) fail(statement);
}

// Until the server lets the client library go on, which is told what has come. A cancel that came before the server had
// the statement is sent again.
int MariadbSession::wait_for(int waits) {
  constexpr int milliseconds = 250;
  while (true) {
    pollfd input{mysql_get_socket(handle_), 0, 0};
    if ((waits & MYSQL_WAIT_READ) != 0) input.events |= POLLIN;
    if ((waits & MYSQL_WAIT_WRITE) != 0) input.events |= POLLOUT;
    const int ready = ::poll(&input, 1, milliseconds);
    if (ready <= 0 && cancelled()) stop_statement();
    if (ready <= 0) continue;
    int come = 0;
    if ((input.revents & (POLLIN | POLLHUP | POLLERR)) != 0) come |= waits & MYSQL_WAIT_READ;
    if ((input.revents & (POLLOUT | POLLHUP | POLLERR)) != 0) come |= waits & MYSQL_WAIT_WRITE;
    return come;
  }
}

// Where no second connection is to be had, the statement goes on, and this is tried again.
void MariadbSession::stop_statement() {
  const std::string statement = fmt::format("KILL QUERY {}", mysql_thread_id(handle_));
  try {
    const std::unique_ptr<soci::session> another = open_another_();
    mysql_real_query(static_cast<soci::mysql_session_backend*>(another->get_backend())->conn_, statement.data(),
                     statement.size());
  } catch (const soci::soci_error&) {
    tell("no second connection is to be had to stop the statement: trying again");
  }
}

// An error does not say whether it ended the transaction, as a deadlock does: the next answer will.
void MariadbSession::fail(std::string_view statement) {
  const Report report{mysql_errno(handle_), mysql_error(handle_)};
  constexpr std::string_view nothing = "DO 0";
  lost_ = is_connection_lost(report.number);
  if (in_transaction()) lost_ = mysql_real_query(handle_, nothing.data(), nothing.size()) != 0;
  Stop stop{cancelled(), limits_.statement, {}};
  if (is_lock_timeout(report.number)) stop.at_work = others_at_work();
  throw sql_error(report, statement, stop);
}

// An extra: what keeps it from being known is nothing to end a run for.
std::string MariadbSession::others_at_work() {
  try {
    return connections_at_work(*this);
  } catch (const SqlError&) {
    return {};
  }
}

// Scripts can't leave the database: strata's own tables are looked for in it, between any two statements.
void MariadbSession::note_changes() {
  if ((handle_->server_status & SERVER_SESSION_STATE_CHANGED) == 0) return;
  const std::vector<std::string> settings = tracked(handle_, SESSION_TRACK_SYSTEM_VARIABLES);
  for (std::size_t i = 0; i + 1 < settings.size(); i += 2)
    changed_settings_.insert(settings[i]);  // name, value, name, …
  for (const std::string& schema : tracked(handle_, SESSION_TRACK_SCHEMA)) {
    if (schema == database_) continue;
    execute_own(fmt::format("USE {}", quote_identifier(database_)));
    SqlError error(ErrorCode::database, "a script can't leave the database of its connection", "");
    error.hint("write the other database's name before those of its tables");
    throw error;
  }
}

void MariadbSession::note_temporary_tables(std::string_view statement) {
  if (auto name = creates_temporary(statement)) temporary_tables_.insert(*std::move(name));
  if (temporary_tables_.empty()) return;
  for (TouchedObject& object : touched_objects(statement)) {  // what may be the new name of one
    if (object.kind == "table") temporary_tables_.insert(std::move(object.name));
  }
}

// Of names that have been used for one it is asked: a DROP or RENAME need not say that it is of a temporary table.
std::vector<std::string> MariadbSession::temporary_tables() {
  std::vector<std::string> names;
  for (auto name = temporary_tables_.begin(); name != temporary_tables_.end();) {
    if (!is_temporary(*name)) {
      name = temporary_tables_.erase(name);
      continue;
    }
    if (name->schema.empty() || name->schema == database_) names.push_back(name->name);
    ++name;
  }
  return names;
}

bool MariadbSession::is_temporary(const schema::ObjectName& table) {
  try {
    return query_own(fmt::format("SHOW CREATE TABLE {}", quote(table)))
        .at(0)
        .at(1)
        .value_or("")
        .starts_with("CREATE TEMPORARY");
  } catch (const SqlError& error) {
    if (error.code() != ErrorCode::database) throw;
    return false;  // there is none of this name, or no right to see it, as there is to see one's own
  }
}

void MariadbSession::on_notice(std::function<void(const std::string& message)> told) {
  told_ = std::move(told);
}

void MariadbSession::tell(const std::string& message) const {
  if (told_) told_(message);
}

// Not the notes, which mostly say that IF EXISTS was of use.
void MariadbSession::tell_warnings() {
  if (!told_ || mysql_warning_count(handle_) == 0) return;
  for (const Row& row : query_own("SHOW WARNINGS")) {
    if (row[0] == "Note") continue;
    tell(fmt::format("{}: {} ({})", row[0] == "Error" ? "ERROR" : "WARNING", row[2].value_or(""), row[1].value_or("")));
  }
}

Limits MariadbSession::wanted_limits() const {
  return {limits_.lock.value_or(lock_timeout_), limits_.statement};
}

void MariadbSession::limit(const Limits& limits) {
  limits_ = limits;
}

// Set when they are needed, since limits come and go with each statement of a script and are mostly the same.
void MariadbSession::apply_limits() {
  const Limits wanted = wanted_limits();
  if (same(applied_limits_, wanted)) return;
  execute_own("SET " + limit_assignments(server_, wanted));
  applied_limits_ = wanted;
}

// Kept until the session ends: between two revisions nobody comes in.
void MariadbSession::take_lock() {
  if (lock_held_) return;
  lock(*this, lock_key(lock_name_, database_));
  lock_held_ = true;
}

void MariadbSession::begin() {
  if (in_transaction()) throw Error(ErrorCode::internal, "a transaction is open already");
  take_lock();
  apply_limits();
  ++statements_sent_;
  execute_own("START TRANSACTION");
}

void MariadbSession::commit() {
  if (!in_transaction()) {
    throw Error(ErrorCode::database, "there is no transaction to commit any more").hint("a statement has ended it");
  }
  ++statements_sent_;
  try {
    execute_own("COMMIT");
  } catch (SqlError& error) {
    if (lost_) {
      error.hint(
          "the server may have committed or not: start again when it is back, and strata goes on from what it finds");
    }
    throw;
  }
}

void MariadbSession::rollback() {
  if (!in_transaction()) return;
  ++statements_sent_;
  execute_own("ROLLBACK");
}

bool MariadbSession::in_transaction() const {
  return !lost_ && (handle_->server_status & SERVER_STATUS_IN_TRANS) != 0;
}

void MariadbSession::enforce_foreign_keys(bool on) {
  execute_own(fmt::format("SET foreign_key_checks = {}", on ? 1 : 0));
}

std::vector<std::string> MariadbSession::foreign_key_violations() {
  return mariadb::foreign_key_violations(*this);
}

bool MariadbSession::has_table(const schema::ObjectName& name) {
  return !query(permanent_table, {name.name}).empty();
}

void MariadbSession::drop_temporary_objects() {
  if (temporary_tables_.empty()) return;
  for (const schema::ObjectName& name : std::exchange(temporary_tables_, {})) {
    ++statements_sent_;
    execute_own(fmt::format("DROP TEMPORARY TABLE IF EXISTS {}", quote(name)));
  }
}

// A setting that is not one of ours goes back to the server's, which is what a session begins with.
void MariadbSession::restore_settings() {
  if (role_changed_) execute_own(role_ ? fmt::format("SET ROLE {}", quote_identifier(*role_)) : "SET ROLE NONE");
  role_changed_ = false;
  if (changed_settings_.empty()) return;
  for (const std::string& name : foreign_settings(std::exchange(changed_settings_, {}), settings_)) {
    try {
      execute_own(fmt::format("SET SESSION {} = DEFAULT", name));
    } catch (const SqlError& error) {
      if (error.code() != ErrorCode::database) throw;
      tell(fmt::format("WARNING: {} stays as the script has set it: {}", name, error.what()));
    }
  }
  execute_own("USE " + quote_identifier(database_));
  execute_own(fmt::format("SET NAMES utf8mb4, {}", assignments(settings_)));
  applied_limits_.reset();
}

void MariadbSession::cancel() noexcept {
  ++cancels_;
}

}  // namespace strata::dialects::mariadb
