// What a session against a server does on every engine: transactions, limits, cancelling, connections that are lost.
#include "../errors.hpp"
#include "dialects/dialect.hpp"
#include "server.hpp"

#include <catch2/catch.hpp>

#include <fmt/core.h>

#include <thread>

using namespace strata;
using namespace strata::dialects;
using namespace strata::test;

namespace {

SqlError sql_error_of(Session& session, std::string_view statement) {
  return error_of<SqlError>([&] { session.execute(statement); });
}

// A statement that takes a minute, and that no other test runs.
std::string slow_statement(const Database& database) {
  return fmt::format("{} -- {}", words::slow, database.name());
}

// Does something else as soon as `watcher` sees another session inside the statement.
template <class Work>
std::thread when_running(Session& watcher, const std::string& statement, Work work) {
  return std::thread([&watcher, statement, work = std::move(work)] {
    while (watcher.query(words::running, {statement}).empty()) std::this_thread::yield();
    work();
  });
}

}  // namespace

TEST_CASE("transactions") {
  Database database;
  const auto session = database.connect();
  session->execute("CREATE TABLE t (a int)");
  session->begin();
  CHECK(session->in_transaction());
  CHECK(error_of([&] { session->begin(); }).code() == ErrorCode::internal);
  session->execute("INSERT INTO t VALUES (1)");
  session->rollback();
  CHECK_FALSE(session->in_transaction());
  session->begin();
  session->execute("INSERT INTO t VALUES (2)");
  session->commit();
  session->rollback();  // there is nothing to do
  CHECK(database.connect()->query("SELECT a FROM t") == std::vector<Row>{{"2"}});
}

TEST_CASE("permanent tables only") {
  Database database;
  const auto session = database.connect();
  session->execute("CREATE TEMPORARY TABLE passing (a int)");
  session->execute("CREATE VIEW seen AS SELECT 1 AS a");
  session->execute("CREATE TABLE kept (a int)");
  CHECK_FALSE(session->has_table({"", "passing"}));
  CHECK_FALSE(session->has_table({"", "seen"}));
  CHECK(session->has_table({"", "kept"}));
}

TEST_CASE("a read-only session writes nothing and waits for nobody") {
  Database database;
  const auto runner = database.connect();
  runner->begin();
  ConnectOptions options;
  options.read_only = true;
  options.lock_wait = std::chrono::milliseconds(0);
  const auto session = database.connect(options);
  session->begin();
  CHECK(sql_error_of(*session, "CREATE TABLE t (a int)").engine_code() == words::read_only);
}

TEST_CASE("a statement that takes too long is stopped") {
  Database database;
  const auto session = database.connect();
  session->limit({std::nullopt, std::chrono::milliseconds(20)});
  const SqlError error = sql_error_of(*session, words::slow);
  CHECK(error.code() == ErrorCode::database);
  CHECK(std::string(error.what()) == "stopped after 20 ms");
  CHECK(contains(error.hint(), "statement_timeout"));
}

TEST_CASE("cancel ends the running statement from another thread") {
  Database database;
  const auto session = database.connect();
  const auto watcher = database.connect();
  const std::string statement = slow_statement(database);
  std::thread canceller = when_running(*watcher, statement, [&] { session->cancel(); });
  const SqlError error = sql_error_of(*session, statement);
  canceller.join();
  CHECK(error.code() == ErrorCode::interrupted);
  CHECK(scalar(*session, "SELECT 1") == "1");
}

TEST_CASE("somebody else's cancel is no interrupt of ours") {
  Database database;
  const auto session = database.connect();
  const auto admin = database.connect();
  const std::string stop = fmt::format(words::stop_statement, scalar(*session, words::connection_id));
  const std::string statement = slow_statement(database);
  std::thread canceller = when_running(*admin, statement, [&] { admin->execute(stop); });
  const SqlError error = sql_error_of(*session, statement);
  canceller.join();
  CHECK(error.code() == ErrorCode::database);
  CHECK(contains(error.hint(), words::stopped_by));
}

TEST_CASE("a server that goes away between statements is told as such") {
  Database database;
  const auto admin = database.connect();
  const auto idle = database.connect();
  idle->begin();
  admin->execute(fmt::format(words::end_connection, scalar(*idle, words::connection_id)));
  const SqlError error = sql_error_of(*idle, "SELECT 1");
  CHECK(error.code() == ErrorCode::database);
  CHECK(contains(error.what(), "connection to the server was lost"));
  CHECK(contains(error.hint(), "start again"));
  CHECK_FALSE(idle->in_transaction());
  CHECK(contains(sql_error_of(*idle, "SELECT 1").what(), "connection to the server was lost"));
}

TEST_CASE("a server that goes away within a statement is told as such") {
  Database database;
  const auto admin = database.connect();
  const auto busy = database.connect();
  busy->begin();
  const std::string end = fmt::format(words::end_connection, scalar(*busy, words::connection_id));
  const std::string statement = slow_statement(database);
  std::thread terminator = when_running(*admin, statement, [&] { admin->execute(end); });
  const SqlError error = sql_error_of(*busy, statement);
  terminator.join();
  CHECK(contains(error.what(), "connection to the server was lost"));
  CHECK_FALSE(busy->in_transaction());
  busy->rollback();  // there is nothing to do, and no error
}
