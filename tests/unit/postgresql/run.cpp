// The runner on PostgreSQL: what other transactions stop is run again, what failed leaves nothing behind.
#include "runner/apply.hpp"

#include "../runner/support.hpp"
#include "dialects/postgresql/dialect.hpp"
#include "server.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <functional>

using namespace strata;
using namespace strata::runner;
using strata::dialects::postgresql::PostgresqlDialect;
using strata::dialects::postgresql::PostgresqlSession;
using strata::runner::test::revision;
using strata::test::error_of;
using strata::test::scalar;

namespace {

// Calls back at the first warning.
class OnWarning : public Observer {
 public:
  explicit OnWarning(std::function<void()> call) : call_(std::move(call)) {}
  void warning(const std::string& message) override {
    warnings.push_back(message);
    if (warnings.size() == 1) call_();
  }
  std::vector<std::string> warnings;

 private:
  std::function<void()> call_;
};

struct Project {
  explicit Project(std::vector<Revision> revisions) : graph(std::move(revisions)) {
    session = database.connect();
    plan_options.engine = dialect.name();
  }

  ApplyResult up(Observer& observer) {
    const AppliedRevisions applied = History{*session, dialect, names}.read_applied();
    return apply(*session, dialect, names, plan_up(graph, applied, "head", plan_options), options, observer);
  }
  ApplyResult up() {
    Observer silent;
    return up(silent);
  }
  std::string states() {
    std::string text;
    for (const JournalEntry& entry : History{*session, dialect, names}.read_journal()) {
      text += std::string(to_string(entry.state)) + " ";
    }
    return text;
  }

  strata::test::Database database;
  PostgresqlDialect dialect;
  HistoryNames names;
  Graph graph;
  PlanOptions plan_options;
  ApplyOptions options;
  std::unique_ptr<PostgresqlSession> session;
};

Revision impatient(const std::string& up) {
  Revision result = revision("a", {}, up);
  result.options.lock_timeout = "20ms";
  return result;
}

std::unique_ptr<PostgresqlSession> holder_of_t(const Project& project) {
  auto holder = project.database.connect();
  holder->execute("CREATE TABLE t (a int)");
  holder->execute("BEGIN");
  holder->execute("LOCK TABLE t");
  return holder;
}

}  // namespace

TEST_CASE("a revision that waited too long for a table is rolled back and run again") {
  Project project({impatient("CREATE TABLE u (a int); ALTER TABLE t ADD b int;")});
  const auto holder = holder_of_t(project);
  OnWarning observer([&] { holder->execute("COMMIT"); });
  CHECK(project.up(observer).applied == std::vector<std::string>{"a"});
  REQUIRE(observer.warnings.size() == 1);
  CHECK(observer.warnings[0].find("is run again") != std::string::npos);
  CHECK(project.states() == "done ");
  CHECK(project.session->has_table({"", "u"}));
}

TEST_CASE("several revisions in one transaction are run again together") {
  Revision second = revision("b", {"a"}, "ALTER TABLE t ADD b int;");
  second.options.lock_timeout = "20ms";
  Project project({revision("a", {}, "CREATE TABLE u (a int);"), second});
  project.options.single_transaction = true;
  const auto holder = holder_of_t(project);
  OnWarning observer([&] { holder->execute("COMMIT"); });
  CHECK(project.up(observer).applied == std::vector<std::string>{"a", "b"});
  CHECK(observer.warnings.size() == 1);
  CHECK(project.states() == "done done ");
}

TEST_CASE("a table that stays locked ends the run, with nothing done") {
  Project project({impatient("CREATE TABLE u (a int); ALTER TABLE t ADD b int;")});
  project.options.lock_wait = std::chrono::milliseconds(200);
  const auto holder = holder_of_t(project);
  const Error error = error_of([&] { project.up(); });
  CHECK(error.code() == ErrorCode::lock_timeout);
  CHECK(error.place().line == 9);
  CHECK_FALSE(project.session->has_table({"", "u"}));
  CHECK_FALSE(project.session->in_transaction());
}

TEST_CASE("a run that is cancelled is not run again") {
  Project project({impatient("ALTER TABLE t ADD b int;")});
  const auto holder = holder_of_t(project);
  std::atomic<bool> cancelled{false};
  project.options.cancelled = &cancelled;
  OnWarning observer([&] { cancelled = true; });
  CHECK(error_of([&] { project.up(observer); }).code() == ErrorCode::interrupted);
  CHECK(observer.warnings.size() == 1);
}

TEST_CASE("what fails by itself is not run again") {
  Project project({revision("a", {}, "CREATE TABLE u (a int); SELECT 1/0;")});
  OnWarning observer([] {});
  const Error error = error_of([&] { project.up(observer); });
  CHECK(error.code() == ErrorCode::database);
  CHECK(observer.warnings.empty());
  CHECK(project.states() == "failed ");
  CHECK_FALSE(project.session->has_table({"", "u"}));
}

TEST_CASE("a script as pg_dump writes it, search path and all") {
  Project project({revision("a", {},
                            "SET statement_timeout = 0;\nSET check_function_bodies = false;\n"
                            "SELECT pg_catalog.set_config('search_path', '', false);\n"
                            "CREATE TABLE public.t (a integer);"),
                   revision("b", {"a"}, "CREATE TABLE u (a int);")});
  CHECK(project.up().applied == std::vector<std::string>{"a", "b"});
  CHECK(project.session->has_table({"", "u"}));
}

TEST_CASE("an index that could not be built concurrently is not left behind, and the next run goes on there") {
  Revision outside = revision("a", {},
                              "CREATE TABLE t AS SELECT 1 AS a FROM generate_series(1, 2);\n"
                              "CREATE UNIQUE INDEX CONCURRENTLY t_a ON t (a);");
  outside.options.transaction = false;
  Project project({outside});
  const Error error = error_of([&] { project.up(); });
  CHECK(error.place().line == 10);
  CHECK(error.detail().find("is duplicated") != std::string::npos);
  CHECK(scalar(*project.session, "SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass") == "0");
  project.session->execute("DELETE FROM t");
  CHECK(project.up().applied == std::vector<std::string>{"a"});
  CHECK(scalar(*project.session, "SELECT indisvalid FROM pg_index WHERE indrelid = 't'::regclass") == "t");
}

TEST_CASE("a server process that ends in the middle of a revision: nothing of it stays, the next up goes on") {
  Project project({revision("a", {}, "CREATE TABLE t (a int);"),
                   revision("b", {"a"}, "CREATE TABLE u (a int);\nSELECT pg_terminate_backend(pg_backend_pid());")});
  const Error error = error_of([&] { project.up(); });
  CHECK(error.code() == ErrorCode::database);
  CHECK(std::string(error.what()).find("connection to the server was lost") != std::string::npos);
  CHECK(error.place().line == 10);
  project.session = project.database.connect();
  CHECK(project.session->has_table({"", "t"}));
  CHECK_FALSE(project.session->has_table({"", "u"}));
  project.graph =
      Graph({revision("a", {}, "CREATE TABLE t (a int);"), revision("b", {"a"}, "CREATE TABLE u (a int);")});
  CHECK(project.up().applied == std::vector<std::string>{"b"});
}

TEST_CASE("a schema that can't be read is warned of, and spoils no revision") {
  // A stored default that is none makes the server fail at showing it.
  Project project({revision("a", {},
                            "CREATE TABLE t (a int DEFAULT 1);\n"
                            "UPDATE pg_catalog.pg_attrdef\n"
                            "SET adbin = (SELECT ev_action FROM pg_catalog.pg_rewrite LIMIT 1)\n"
                            "WHERE adrelid = 't'::regclass;\n")});
  OnWarning observer([] {});
  project.up(observer);
  REQUIRE(observer.warnings.size() == 1);
  CHECK(observer.warnings[0].find("the schema could not be recorded") == 0);
  CHECK(scalar(*project.session, "SELECT count(*) FROM pg_catalog.pg_class WHERE relname = 't'") == "1");
  CHECK(History{*project.session, project.dialect, project.names}.read_applied().size() == 1);
  CHECK_FALSE(History{*project.session, project.dialect, project.names}.read_schema());
}
