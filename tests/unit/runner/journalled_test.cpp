// Revisions outside a transaction: journalled statement by statement, resumed where they stopped.
#include "runner/apply.hpp"
#include "support.hpp"

#include <catch2/catch.hpp>

#include <unistd.h>

using namespace strata;
using namespace strata::runner;
using strata::runner::test::Database;
using strata::runner::test::revision;
using strata::test::error_of;

namespace {

Revision outside(const std::string& up, const std::string& down = "DROP TABLE t;") {
  Revision result = revision("a", {}, up, down);
  result.options.transaction = false;
  return result;
}

// The entry of a statement or of the revision as a whole, as a run that was killed leaves it.
void journal(Database& database, JournalState state, std::optional<int> statement, const std::string& text,
             const std::string& runner = "0:dead") {
  JournalEntry entry;
  entry.revision = "a";
  entry.direction = "up";
  entry.state = state;
  entry.statement = statement;
  entry.statement_text = text;
  entry.runner = runner;
  entry.host = database.options.host;
  History history{*database.session, database.dialect, database.names};
  history.create_tables();
  history.append(entry);
}

}  // namespace

TEST_CASE("statements run outside a transaction and are journalled") {
  Database database{{outside("CREATE TABLE t (a);\nVACUUM;")}};
  CHECK(database.up().applied.size() == 1);
  std::string states;
  for (const JournalEntry& entry : database.journal()) {
    states += std::string{to_string(entry.state)} + (entry.statement ? std::to_string(*entry.statement) : "") + " ";
  }
  CHECK(states == "started started0 done0 started1 done1 done ");
  CHECK(database.down().applied.size() == 1);
  CHECK(database.tables().empty());
}

TEST_CASE("after an error the next run goes on at the statement that failed") {
  Database database{{outside("CREATE TABLE t (a);\nINSERT INTO t VALUES (1);\nINSERT INTO u VALUES (1);")}};
  const Error error = error_of([&] { database.up(); });
  CHECK(error.place().line == 11);
  CHECK(database.applied().empty());
  CHECK(database.value("SELECT count(*) FROM t") == "1");

  database.session->execute("CREATE TABLE u (a)");
  CHECK(database.up().applied.size() == 1);
  CHECK(database.value("SELECT count(*) FROM t") == "1");
  CHECK(database.value("SELECT count(*) FROM u") == "1");
}

TEST_CASE("the statements after the failure may be corrected, those before may not") {
  Database database{{outside("CREATE TABLE t (a);\nINSERT INTO nowhere VALUES (1);")}};
  error_of([&] { database.up(); });
  database.graph = Graph{{outside("CREATE TABLE t (a, b);\nINSERT INTO t VALUES (1);")}};
  const Error error = error_of([&] { database.up(); });
  CHECK(error.code() == ErrorCode::refused);
  CHECK(error.detail().find("CREATE TABLE t (a)") != std::string::npos);

  database.graph = Graph{{outside("CREATE TABLE t (a);\nINSERT INTO t VALUES (1);")}};
  CHECK(database.up().applied.size() == 1);
  CHECK(database.value("SELECT count(*) FROM t") == "1");
}

TEST_CASE("a killed run goes on after the last statement that is done") {
  Database database{{outside("CREATE TABLE t (a);\nINSERT INTO t VALUES (1);")}};
  database.options.host = "here";
  journal(database, JournalState::started, std::nullopt, "");
  journal(database, JournalState::started, 0, "CREATE TABLE t (a)");
  journal(database, JournalState::done, 0, "CREATE TABLE t (a)");
  database.session->execute("CREATE TABLE t (a)");
  CHECK(database.up().applied.size() == 1);
  CHECK(database.value("SELECT count(*) FROM t") == "1");
}

TEST_CASE("a statement of which nobody knows how it ended is asked about") {
  Database database{{outside("CREATE TABLE t (a);\nINSERT INTO t VALUES (1);")}};
  database.options.host = "here";
  journal(database, JournalState::started, std::nullopt, "");
  journal(database, JournalState::started, 0, "CREATE TABLE t (a)");
  const Error error = error_of([&] { database.up(); });
  CHECK(error.code() == ErrorCode::refused);
  CHECK(error.place().line == 9);
  CHECK(error.detail().find("CREATE TABLE t") != std::string::npos);

  SECTION("it did not take effect") {
    database.options.in_flight = InFlight::run_again;
    CHECK(database.up().applied.size() == 1);
  }
  SECTION("it took effect") {
    database.session->execute("CREATE TABLE t (a)");
    database.options.in_flight = InFlight::assume_done;
    CHECK(database.up().applied.size() == 1);
  }
  CHECK(database.value("SELECT count(*) FROM t") == "1");
}

TEST_CASE("a run whose process lives is waited for, and then named") {
  Database database{{outside("CREATE TABLE t (a);")}};
  database.options.host = "here";
  database.options.lock_wait = std::chrono::milliseconds{20};
  journal(database, JournalState::started, std::nullopt, "", std::to_string(::getpid()) + ":other");
  const Error error = error_of([&] { database.up(); });
  CHECK(error.code() == ErrorCode::lock_timeout);
  CHECK(std::string{error.what()}.find(std::to_string(::getpid())) != std::string::npos);
  CHECK(database.tables().empty());
}

TEST_CASE("a script with its own transaction keeps its journal in it") {
  const std::string script = "CREATE TABLE t (a);\nBEGIN;\nINSERT INTO t VALUES (1);\nCOMMIT;\nVACUUM;";
  Database database{{outside(script)}};
  CHECK(database.up().applied.size() == 1);
  CHECK(database.value("SELECT count(*) FROM t") == "1");
  database.down();

  database.graph =
      Graph{{outside("CREATE TABLE t (a);\nBEGIN;\nINSERT INTO t VALUES (1);\nINSERT INTO u VALUES (1);\nCOMMIT;")}};
  error_of([&] { database.up(); });
  CHECK(database.value("SELECT count(*) FROM t") == "0");
  CHECK_FALSE(database.session->in_transaction());
  database.session->execute("CREATE TABLE u (a)");
  CHECK(database.up().applied.size() == 1);
  CHECK(database.value("SELECT count(*) FROM t") == "1");
}

TEST_CASE("a script that leaves its transaction open is refused and taken back") {
  Database database{{outside("CREATE TABLE t (a);\nBEGIN;\nINSERT INTO t VALUES (1);")}};
  const Error error = error_of([&] { database.up(); });
  CHECK(error.code() == ErrorCode::refused);
  CHECK_FALSE(database.session->in_transaction());
  CHECK(database.value("SELECT count(*) FROM t") == "0");
  CHECK(database.applied().empty());
}

TEST_CASE("a revision outside a transaction is refused in a single one") {
  Database database{{outside("CREATE TABLE t (a);")}};
  database.options.single_transaction = true;
  CHECK(error_of([&] { database.up(); }).code() == ErrorCode::refused);
  CHECK(database.value("SELECT count(*) FROM sqlite_schema") == "0");
}
