// Statements in flight when their run was killed: what became of them, and what they leave.
#include "dialects/postgresql/settle.hpp"

#include "dialects/postgresql/concurrent_statement.hpp"
#include "server.hpp"

#include <catch2/catch.hpp>

#include <thread>

using namespace strata;
using namespace strata::dialects;
using namespace strata::dialects::postgresql;
using namespace strata::test;

namespace {

std::string index_state(Session& session, const std::string& index) {
  const auto rows = session.query("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(?)", {index});
  return rows.empty() ? "none" : rows[0][0] == "t" ? "valid" : "invalid";
}

// Duplicates make a unique build fail when the index is there already.
void leave_invalid_index(Session& session) {
  session.execute("CREATE TABLE t AS SELECT 1 AS a FROM generate_series(1, 2)");
  CHECK_THROWS_AS(session.execute("CREATE UNIQUE INDEX CONCURRENTLY t_a ON t (a)"), SqlError);
  CHECK(index_state(session, "t_a") == "invalid");
}

ConnectOptions patient(std::chrono::milliseconds longest) {
  ConnectOptions options;
  options.lock_wait = longest;
  return options;
}

// Builds an index, and holds the build up until `blocker` ends its transaction.
class Builder {
 public:
  Builder(const Database& database, const std::string& statement) : session_(database.connect()) {
    process_ = scalar(*session_, "SELECT pg_backend_pid()");
    session_->limit({std::chrono::minutes(2), std::nullopt});
    thread_ = std::thread([this, statement] {
      try {
        session_->execute(statement);
      } catch (const Error& error) {
        problem_ = error.what();
      }
    });
  }
  Builder(const Builder&) = delete;
  Builder& operator=(const Builder&) = delete;
  ~Builder() { join(); }

  // Until it waits for the other transactions, the index made.
  void wait_until_held_up(Session& session) const {
    while (session.query("SELECT 1 FROM pg_locks WHERE pid = ?::int AND NOT granted", {process_}).empty()) {
      std::this_thread::yield();
    }
  }
  void join() {
    if (thread_.joinable()) thread_.join();
  }
  [[nodiscard]] const std::string& process() const { return process_; }
  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  std::unique_ptr<PostgresqlSession> session_;
  std::string process_;
  std::string problem_;
  std::thread thread_;
};

}  // namespace

TEST_CASE("the statements that can be left half done, as they are written") {
  const auto create =
      concurrent_statement("/* x */ create unique INDEX concurrently if not exists \"T a\" ON only app.t (a)");
  REQUIRE(create);
  CHECK(create->work == ConcurrentWork::create_index);
  CHECK(create->table == schema::ObjectName{"app", "t"});
  CHECK(create->object == schema::ObjectName{"app", "T a"});
  CHECK(concurrent_statement("CREATE INDEX CONCURRENTLY ON t (a)")->object.name.empty());
  CHECK(concurrent_statement("DROP INDEX CONCURRENTLY IF EXISTS app.t_a CASCADE")->object ==
        schema::ObjectName{"app", "t_a"});
  CHECK(concurrent_statement("REINDEX INDEX CONCURRENTLY t_a")->work == ConcurrentWork::reindex_index);
  CHECK(concurrent_statement("REINDEX (VERBOSE, CONCURRENTLY) TABLE t")->work == ConcurrentWork::reindex_table);
  CHECK(concurrent_statement("ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY")->work ==
        ConcurrentWork::detach_partition);
  for (const char* other : {"CREATE INDEX concurrently_made ON t (a)", "DROP INDEX t_a", "REINDEX TABLE t",
                            "ALTER TABLE p DETACH PARTITION p1", "CREATE TABLE t (a int)", "", "SELECT 1"}) {
    CHECK_FALSE(concurrent_statement(other));
  }
  CHECK(is_repeatable("VACUUM t"));
  CHECK(is_repeatable("REFRESH MATERIALIZED VIEW v"));
  CHECK_FALSE(is_repeatable("INSERT INTO t VALUES (1)"));
}

TEST_CASE("an index that is there is done, one that is not has to be made") {
  Database database;
  const auto session = database.connect();
  session->execute("CREATE SCHEMA app");
  session->execute("CREATE TABLE app.t (a int)");
  const char* statement = "CREATE INDEX CONCURRENTLY t_a ON app.t (a)";
  CHECK(settle(*session, statement) == Effect::none);
  session->execute(statement);
  CHECK(settle(*session, statement) == Effect::done);
  CHECK(settle(*session, "CREATE INDEX CONCURRENTLY t_a ON app.nowhere (a)") == Effect::none);
  CHECK(settle(*session, "CREATE INDEX CONCURRENTLY ON app.t (a)") == Effect::unknown);
  CHECK(settle(*session, "INSERT INTO app.t VALUES (1)") == Effect::unknown);
  CHECK(settle(*session, "VACUUM app.t") == Effect::none);
}

TEST_CASE("an invalid index that nobody builds any more is cleared away") {
  Database database;
  const auto session = database.connect();
  leave_invalid_index(*session);
  CHECK(settle(*session, "CREATE UNIQUE INDEX CONCURRENTLY t_a ON t (a)") == Effect::none);
  CHECK(index_state(*session, "t_a") == "none");
}

TEST_CASE("IF NOT EXISTS does not take an invalid index for the one that is asked for") {
  Database database;
  const auto session = database.connect();
  leave_invalid_index(*session);
  session->execute("DELETE FROM t");
  for (const std::string_view words : {"CONCURRENTLY IF NOT EXISTS", "IF NOT EXISTS"}) {
    try {
      session->execute("CREATE UNIQUE INDEX " + std::string(words) + " t_a ON t (a)");
      FAIL_CHECK("was taken as done");
    } catch (const SqlError& error) {
      CHECK(std::string(error.what()) == "index t_a is there already, but it is not valid");
      CHECK(error.hint().find("DROP INDEX CONCURRENTLY t_a") != std::string::npos);
    }
  }
  session->execute("DROP INDEX t_a");
  session->execute("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS t_a ON t (a)");
  session->execute("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS t_a ON t (a)");
  CHECK(index_state(*session, "t_a") == "valid");
}

TEST_CASE("an index that is still built is waited for, not dropped under its builder") {
  Database database;
  const auto session = database.connect(patient(std::chrono::minutes(2)));
  const auto blocker = database.connect();
  const char* statement = "CREATE INDEX CONCURRENTLY t_a ON t (a)";
  session->execute("CREATE TABLE t (a int)");
  blocker->execute("BEGIN");
  blocker->execute("INSERT INTO t VALUES (1)");
  Builder builder(database, statement);
  builder.wait_until_held_up(*session);
  std::string told;
  session->on_notice([&](const std::string& message) {
    told = message;
    blocker->execute("COMMIT");
  });
  CHECK(settle(*session, statement) == Effect::done);
  builder.join();
  CHECK(builder.problem().empty());
  CHECK(index_state(*session, "t_a") == "valid");
  CHECK(told.find("process " + builder.process()) != std::string::npos);
}

TEST_CASE("a builder that does not end is named, and left alone") {
  Database database;
  const auto session = database.connect(patient(std::chrono::milliseconds(30)));
  const auto blocker = database.connect();
  const char* statement = "CREATE INDEX CONCURRENTLY t_a ON t (a)";
  session->execute("CREATE TABLE t (a int)");
  blocker->execute("BEGIN");
  blocker->execute("INSERT INTO t VALUES (1)");
  Builder builder(database, statement);
  builder.wait_until_held_up(*session);
  try {
    settle(*session, statement);
    FAIL("settled");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::lock_timeout);
    CHECK(std::string(error.what()).find("process " + builder.process()) != std::string::npos);
  }
  blocker->execute("COMMIT");
  builder.join();
  CHECK(builder.problem().empty());
  CHECK(index_state(*session, "t_a") == "valid");
}

TEST_CASE("dropping an index: gone is done, there is not") {
  Database database;
  const auto session = database.connect();
  session->execute("CREATE TABLE t (a int)");
  session->execute("CREATE INDEX t_a ON t (a)");
  CHECK(settle(*session, "DROP INDEX CONCURRENTLY t_a") == Effect::none);
  CHECK(index_state(*session, "t_a") == "valid");
  session->execute("DROP INDEX t_a");
  CHECK(settle(*session, "DROP INDEX CONCURRENTLY t_a") == Effect::done);
}

TEST_CASE("what a rebuild leaves is cleared away, and it may run again") {
  Database database;
  const auto session = database.connect();
  leave_invalid_index(*session);
  session->execute("ALTER INDEX t_a RENAME TO t_a_ccnew1");
  session->execute("CREATE INDEX t_a ON t (a)");
  CHECK(settle(*session, "REINDEX INDEX CONCURRENTLY t_a") == Effect::none);
  CHECK(index_state(*session, "t_a_ccnew1") == "none");
  CHECK(index_state(*session, "t_a") == "valid");
  CHECK(settle(*session, "REINDEX TABLE CONCURRENTLY t") == Effect::none);
}

TEST_CASE("a partition that is half detached is detached") {
  Database database;
  const auto session = database.connect();
  const auto reader = database.connect();
  const char* statement = "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY";
  session->execute("CREATE TABLE p (a int) PARTITION BY LIST (a)");
  session->execute("CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)");
  CHECK(settle(*session, statement) == Effect::none);
  reader->execute("BEGIN");
  reader->query("SELECT * FROM p");
  {
    Builder detacher(database, statement);
    detacher.wait_until_held_up(*session);
    session->query("SELECT pg_cancel_backend(?::int)", {detacher.process()});
  }
  reader->execute("COMMIT");
  CHECK(scalar(*session, "SELECT inhdetachpending FROM pg_inherits") == "t");
  CHECK(settle(*session, statement) == Effect::done);
  CHECK(scalar(*session, "SELECT count(*) FROM pg_inherits") == "0");
  CHECK(settle(*session, statement) == Effect::done);
}
