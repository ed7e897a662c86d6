// --sql and --dry-run: the script does by hand what apply() does.
#include "runner/apply.hpp"
#include "support.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::runner;
using strata::runner::test::Database;
using strata::runner::test::revision;

namespace {

std::vector<Revision> two() {
  Revision rebuild = revision("b", {"a"}, "DROP TABLE IF EXISTS absent -- a comment", "SELECT 1;");
  rebuild.options.foreign_keys = false;
  return {revision("a", {}, "CREATE TABLE t (a DEFAULT 'it''s');\nINSERT INTO t DEFAULT VALUES", "DROP TABLE t;"),
          rebuild};
}

}  // namespace

TEST_CASE("the statements are given with their revision and line") {
  Database database{two()};
  const MigratePlan plan = plan_up(database.graph, {}, "head", database.plan_options);
  const auto statements = statements_of(plan, database.dialect);
  REQUIRE(statements.size() == 3);
  CHECK(statements[0].statement.line == 9);
  CHECK(statements[1].statement.line == 10);
  CHECK(statements[2].revision == 1);
  CHECK(database.value("SELECT count(*) FROM sqlite_schema") == "0");
}

TEST_CASE("the script, run by hand, leaves what apply leaves") {
  Database database{two()};
  const auto script = [&](const MigratePlan& plan) {
    return sql_script(*database.session, database.dialect, database.names, plan, database.options);
  };
  const std::string up = script(plan_up(database.graph, {}, "head", database.plan_options));
  CHECK(database.value("SELECT count(*) FROM sqlite_schema") == "0");
  database.session->execute(up);
  CHECK(database.value("SELECT a FROM t") == "it's");
  CHECK(status(database.graph, database.applied()).up_to_date());
  CHECK(database.journal().size() == 2);
  CHECK(database.value("PRAGMA foreign_keys") == "1");

  database.session->execute(script(plan_down(database.graph, database.applied(), "base", database.plan_options)));
  CHECK(database.tables().empty());
  CHECK(database.applied().empty());
}

TEST_CASE("the script of a rebuild suspends foreign keys outside of the transaction") {
  Database database{two()};
  const std::string script = sql_script(*database.session, database.dialect, database.names,
                                        plan_up(database.graph, {}, "head", database.plan_options), {});
  const std::size_t off = script.find(database.dialect.capabilities().suspend_foreign_keys + ";\nBEGIN;");
  CHECK(off != std::string::npos);
  CHECK(script.find("COMMIT;\n" + database.dialect.capabilities().resume_foreign_keys, off) != std::string::npos);
}

TEST_CASE("nothing to do is a comment") {
  Database database;
  CHECK(sql_script(*database.session, database.dialect, database.names, {}, {}) == "-- nothing to do\n");
}
