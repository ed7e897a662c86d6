// Sends a statement, then waits for input and takes one result after the other. Every way out leaves the connection
// ready for the next statement.
#include "dialects/postgresql/session.hpp"

#include "dialects/postgresql/concurrent_statement.hpp"
#include "dialects/postgresql/lock.hpp"
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/placeholders.hpp"
#include "dialects/postgresql/processes.hpp"
#include "dialects/postgresql/result.hpp"
#include "dialects/postgresql/script.hpp"
#include "dialects/postgresql/sql_error.hpp"
#include "dialects/soci.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/core.h>

#include <poll.h>
#include <unistd.h>

namespace strata::dialects::postgresql {
namespace {

// What libpq adds below is guesswork.
std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

// Called by libpq, through which no exception may pass.
void keep_notice(void* state, const PGresult* result) noexcept {
  static_cast<std::vector<Notice>*>(state)->push_back(notice_of(result));
}

bool same(const std::optional<Limits>& have, const Limits& wanted) {
  return have && have->lock == wanted.lock && have->statement == wanted.statement;
}

std::string settings_statement(const Limits& limits, std::string_view set) {
  const std::string statement =
      limits.statement ? fmt::format("= {}", limits.statement->count()) : std::string("TO DEFAULT");
  return fmt::format("{0} lock_timeout = {1}; {0} statement_timeout {2}", set,
                     limits.lock.value_or(std::chrono::milliseconds(0)).count(), statement);
}

SqlError copy_refused() {
  SqlError error(ErrorCode::database, "COPY from or to the client has nobody to talk to here", "0A000");
  error.hint("write INSERT statements, or COPY from a file that the server reads");
  return error;
}

constexpr std::string_view permanent_table = R"sql(
  SELECT 1
  FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace
  WHERE relname = ? AND relkind IN ('r', 'p') AND relpersistence <> 't'
    AND nspname = coalesce(nullif(?, ''), current_schema())
)sql";

}  // namespace

void PostgresqlSession::FreeResult::operator()(pg_result* result) const {
  PQclear(result);
}

void PostgresqlSession::FreeCancel::operator()(pg_cancel* cancel) const {
  PQfreeCancel(cancel);
}

PostgresqlSession::PostgresqlSession(std::unique_ptr<soci::session> connection, const ConnectOptions& options)
    : connection_(std::move(connection)),
      handle_(static_cast<soci::postgresql_session_backend*>(connection_->get_backend())->conn_),
      cancel_(PQgetCancel(handle_)),
      lock_name_(options.lock_name),
      lock_wait_(options.lock_wait),
      lock_timeout_(options.lock_timeout),
      lock_held_(options.read_only) {
  PQsetNoticeReceiver(handle_, keep_notice, &notices_);
  keep_settings(fmt::format("SET extra_float_digits = 3; {}{}", settings_statement(wanted_limits(), "SET"),
                            options.read_only ? "; SET default_transaction_read_only = on" : ""));
  session_limits_ = wanted_limits();
}

void PostgresqlSession::keep_settings(const std::string& statements) {
  settings_ += statements + "; ";
  std::vector<Row> rows;
  run(statements + "; SELECT pg_catalog.current_setting('search_path')", {}, &rows);
  search_path_ = rows.at(rows.size() - 1).at(0).value_or("");
}

PostgresqlSession::~PostgresqlSession() {
  if (database_) leave();
}

// DROP DATABASE finds a backend that is still on its way out, and looks again only after 100 ms. The backend's end of
// the connection is closed when it has gone.
void PostgresqlSession::leave() {
  constexpr int longest = 1000;  // milliseconds; then the drop waits by itself
  const int socket = ::dup(PQsocket(handle_));
  connection_.reset();
  if (socket < 0) return;
  std::array<char, 256> rest{};
  pollfd input{socket, POLLIN, 0};
  while (::poll(&input, 1, longest) > 0 && ::read(socket, rest.data(), rest.size()) > 0) {
  }
  ::close(socket);
}

void PostgresqlSession::own(std::shared_ptr<void> database) {
  database_ = std::move(database);
  lock_held_ = true;
}

int PostgresqlSession::server_version() const {
  return PQserverVersion(handle_);
}

void PostgresqlSession::execute(std::string_view statement) {
  apply_limits(statement);
  ++statements_sent_;
  run(statement, {}, nullptr);
  require_valid_index(statement);
}

// IF NOT EXISTS takes what a failed build has left for the index, which nothing could rely on.
void PostgresqlSession::require_valid_index(std::string_view statement) {
  const auto index = index_unless_there(statement);
  if (!index) return;
  const std::vector<Row> invalid = query(R"sql(
    SELECT i.indexrelid::regclass
    FROM pg_catalog.pg_index AS i
    JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
    WHERE c.relname = ? AND NOT i.indisvalid AND i.indrelid = pg_catalog.to_regclass(?)
  )sql",
                                         {index->object.name, quote(index->table)});
  if (invalid.empty()) return;
  const std::string name = invalid.front().front().value_or("");
  SqlError error(ErrorCode::database, fmt::format("index {} is there already, but it is not valid", name), "55000");
  error.hint(
      fmt::format("a build of it has failed, or goes on elsewhere; when none does: DROP INDEX CONCURRENTLY {}", name));
  throw error;
}

std::vector<Row> PostgresqlSession::query(std::string_view statement, const std::vector<Value>& parameters) {
  apply_limits(statement);
  ++statements_sent_;
  std::vector<Row> rows;
  run(statement, parameters, &rows);
  return rows;
}

// For strata's own settings, which are not counted.
void PostgresqlSession::execute_own(std::string_view statement) {
  run(statement, {}, nullptr);
}

void PostgresqlSession::run(std::string_view statement, const std::vector<Value>& parameters, std::vector<Row>* rows) {
  cancels_before_ = cancels_;
  drops_temporary_ = drops_temporary(statement).has_value();
  if (statement.find('\0') != std::string_view::npos) {
    throw SqlError(ErrorCode::database, "a statement holds a NUL character, where PostgreSQL would stop reading", "");
  }
  const std::string text = parameters.empty() ? std::string(statement) : with_numbered_parameters(statement);
  // A wait that ends by the lock timeout is seen at least once.
  look_every_ = open_watcher_ ? wanted_limits(statement).lock.value_or(std::chrono::milliseconds{0}) / 2
                              : std::chrono::milliseconds{0};
  look_at_ = std::chrono::steady_clock::now() + look_every_;
  blockers_.clear();
  send(text, parameters);
  take_results(text, rows);
  watcher_.reset();
  tell_notices();
  if (!in_transaction()) transaction_limits_.reset();
}

void PostgresqlSession::send(const std::string& statement, const std::vector<Value>& parameters) {
  std::vector<const char*> values;
  values.reserve(parameters.size());
  for (const Value& parameter : parameters) {
    if (parameter && parameter->find('\0') != std::string::npos) {
      throw SqlError(ErrorCode::database, "a text holds a NUL character, which PostgreSQL can't keep", "22021");
    }
    values.push_back(parameter ? parameter->c_str() : nullptr);
  }
  const int sent = parameters.empty() ? PQsendQuery(handle_, statement.c_str())
                                      : PQsendQueryParams(handle_, statement.c_str(), static_cast<int>(values.size()),
                                                          nullptr, values.data(), nullptr, nullptr, 0);
  if (sent == 1) return;
  tell_notices();
  throw connection_lost(first_line(PQerrorMessage(handle_)));
}

// Milliseconds.
int PostgresqlSession::next_look() const {
  using std::chrono::milliseconds;
  constexpr milliseconds longest{250};
  if (look_every_ == milliseconds{0}) return static_cast<int>(longest.count());
  const auto left = std::chrono::ceil<milliseconds>(look_at_ - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp(left, milliseconds{0}, longest).count());
}

// An extra: what keeps it from being known is nothing to end a run for.
void PostgresqlSession::look_for_blockers() {
  const auto now = std::chrono::steady_clock::now();
  if (look_every_ == std::chrono::milliseconds{0} || now < look_at_) return;
  try {
    if (!watcher_) watcher_ = open_watcher_();
    // Nobody: the wait may just have ended, and its answer be on the way.
    if (std::string found = blockers_of(*watcher_, PQbackendPID(handle_)); !found.empty()) blockers_ = std::move(found);
    look_at_ = now + look_every_;
  } catch (const Error&) {
    look_every_ = std::chrono::milliseconds{0};
  }
}

// libpq would wait without an end. Here a cancel that came before the server had the statement is sent again.
void PostgresqlSession::wait_for_input() {
  while (PQisBusy(handle_) == 1) {
    pollfd input{PQsocket(handle_), POLLIN, 0};
    const int ready = ::poll(&input, 1, next_look());
    if (ready == 0 && cancelled()) send_cancel();
    if (ready == 0) look_for_blockers();
    if (ready > 0 && PQconsumeInput(handle_) == 0) return;  // the connection broke: PQgetResult says so
    tell_notices();
  }
}

PostgresqlSession::Result PostgresqlSession::next_result() {
  wait_for_input();
  return Result(PQgetResult(handle_));
}

// Takes all results, and throws the first error when the last one is in.
void PostgresqlSession::take_results(const std::string& statement, std::vector<Row>* rows) {
  std::optional<Report> failed;
  bool copied = false;
  while (const Result result = next_result()) {
    command_tag_ = PQcmdStatus(result.get());
    switch (PQresultStatus(result.get())) {
      case PGRES_TUPLES_OK:
        if (rows != nullptr) append_rows(result.get(), *rows);
        break;
      case PGRES_COPY_IN:
        copied = true;
        PQputCopyEnd(handle_, "strata has no data to give");
        break;
      case PGRES_COPY_OUT:
        copied = true;
        drop_copied_rows();
        break;
      case PGRES_COMMAND_OK:
      case PGRES_EMPTY_QUERY:
        break;
      default:
        if (!failed) failed = report_of(result.get());
    }
    if (PQstatus(handle_) == CONNECTION_BAD) break;
  }
  if (copied) throw copy_refused();
  if (failed) fail(*failed, statement);
}

// Not cancelled: that could come late, and hit the next statement.
void PostgresqlSession::drop_copied_rows() {
  char* row = nullptr;
  while (PQgetCopyData(handle_, &row, 0) > 0) PQfreemem(row);
}

void PostgresqlSession::fail(const Report& report, std::string_view statement) {
  watcher_.reset();
  tell_notices();
  if (!in_transaction()) transaction_limits_.reset();
  if (PQstatus(handle_) == CONNECTION_BAD) throw connection_lost(first_line(report.message));
  throw sql_error(report, statement, {cancelled(), limits_.statement, blockers_});
}

void PostgresqlSession::on_notice(std::function<void(const std::string& message)> told) {
  told_ = std::move(told);
}

void PostgresqlSession::tell(const std::string& message) const {
  if (told_) told_(message);
}

// A definition of a temporary table begins by dropping it, and a new session never has one.
void PostgresqlSession::tell_notices() {
  const std::vector<Notice> notices = std::exchange(notices_, {});
  for (const Notice& notice : notices) {
    if (!(notice.of_missing && drops_temporary_)) tell(notice.text);
  }
}

Limits PostgresqlSession::wanted_limits() const {
  return {limits_.lock.value_or(lock_timeout_), limits_.statement};
}

// What is done concurrently keeps nobody waiting while it waits for others itself: that may take as long as a runner
// waits for another.
Limits PostgresqlSession::wanted_limits(std::string_view statement) const {
  Limits limits = wanted_limits();
  if (!limits_.lock && !in_transaction() && concurrent_statement(statement)) limits.lock = lock_wait_;
  return limits;
}

void PostgresqlSession::limit(const Limits& limits) {
  limits_ = limits;
}

// Set when they are needed, since limits come and go with each statement of a script and are mostly the same.
void PostgresqlSession::apply_limits(std::string_view statement) {
  const Limits wanted = wanted_limits(statement);
  const PGTransactionStatusType status = PQtransactionStatus(handle_);
  if (status == PQTRANS_INTRANS) {
    if (same(transaction_limits_ ? transaction_limits_ : session_limits_, wanted)) return;
    execute_own(settings_statement(wanted, "SET LOCAL"));
    transaction_limits_ = wanted;
  } else if (status == PQTRANS_IDLE && !same(session_limits_, wanted)) {
    execute_own(settings_statement(wanted, "SET"));
    session_limits_ = wanted;
  }
}

// Outside a transaction, and kept until the session ends: between two revisions nobody comes in.
void PostgresqlSession::take_lock() {
  if (lock_held_) return;
  lock(*this, lock_key(lock_name_));
  lock_held_ = true;
}

void PostgresqlSession::begin() {
  if (in_transaction()) throw Error(ErrorCode::internal, "a transaction is open already");
  take_lock();
  const Limits wanted = wanted_limits();
  ++statements_sent_;
  // The limits with it, and where strata's tables are looked for, whatever a script has set for the session.
  execute_own(fmt::format("BEGIN; {}; SELECT pg_catalog.set_config('search_path', {}, true)",
                          settings_statement(wanted, "SET LOCAL"), quote_literal(search_path_)));
  transaction_limits_ = wanted;
}

void PostgresqlSession::commit() {
  if (!in_transaction()) {
    throw Error(ErrorCode::database, "there is no transaction to commit any more").hint("a statement has ended it");
  }
  ++statements_sent_;
  try {
    execute_own("COMMIT");
  } catch (SqlError& error) {
    if (PQstatus(handle_) == CONNECTION_BAD) {
      error.hint(
          "the server may have committed or not: start again when it is back, and strata goes on from what it finds");
    }
    throw;
  }
  // PostgreSQL: sql-commit.html says nothing of it, but a failed transaction is rolled back without an error.
  if (command_tag_ == "ROLLBACK") {
    throw Error(ErrorCode::database, "the server rolled the transaction back instead of committing it")
        .hint("a statement in it had failed");
  }
}

void PostgresqlSession::rollback() {
  if (!in_transaction()) return;
  ++statements_sent_;
  execute_own("ROLLBACK");
}

bool PostgresqlSession::in_transaction() const {
  const PGTransactionStatusType status = PQtransactionStatus(handle_);
  return status != PQTRANS_IDLE && status != PQTRANS_UNKNOWN;
}

bool PostgresqlSession::has_table(const schema::ObjectName& name) {
  return !query(permanent_table, {name.name, name.schema}).empty();
}

void PostgresqlSession::drop_temporary_objects() {
  ++statements_sent_;
  execute_own("DISCARD TEMP");
}

// pg_dump's scripts, for one, begin by emptying the search path.
void PostgresqlSession::restore_settings() {
  execute_own("RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; " + settings_);
  session_limits_.reset();  // if there is a transaction, its end decides
  if (in_transaction()) transaction_limits_ = {lock_timeout_, std::nullopt};
}

// Nothing but PQcancel, which is made for signal handlers.
void PostgresqlSession::send_cancel() noexcept {
  std::array<char, 256> message{};
  PQcancel(cancel_.get(), message.data(), static_cast<int>(message.size()));
}

void PostgresqlSession::cancel() noexcept {
  ++cancels_;
  send_cancel();
}

}  // namespace strata::dialects::postgresql
