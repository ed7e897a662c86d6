// What a session does that PostgreSQL alone does so: values, errors and where they are, notices, settings, limits.
#include "dialects/postgresql/session.hpp"

#include "../errors.hpp"
#include "dialects/postgresql/placeholders.hpp"
#include "dialects/postgresql/sql_error.hpp"
#include "server.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::dialects;
using namespace strata::dialects::postgresql;
using namespace strata::test;

namespace {

SqlError sql_error_of(Session& session, std::string_view statement) {
  return error_of<SqlError>([&] { session.execute(statement); });
}

}  // namespace

TEST_CASE("parameters are numbered outside of texts") {
  CHECK(with_numbered_parameters("SELECT ?, ?::int8, '?', \"?\", $$?$$, E'\\'?' -- ?\n, /* ? */ (?)") ==
        "SELECT $1, $2::int8, '?', \"?\", $$?$$, E'\\'?' -- ?\n, /* ? */ ($3)");
  CHECK(with_numbered_parameters("SELECT a ?| b") == "SELECT a ?| b");
}

TEST_CASE("values come back as text") {
  Database database;
  const auto session = database.connect();
  CHECK(session->query("SELECT 1, NULL, true, 1.50, 'é', ''") ==
        std::vector<Row>{{"1", std::nullopt, "t", "1.50", "é", ""}});
  CHECK(session->query("SELECT ?::int + ?::int, ?::text, ?::text", {"40", "2", "it's ?", std::nullopt}) ==
        std::vector<Row>{{"42", "it's ?", std::nullopt}});
  CHECK(session->query("SELECT '{\"a\":1}'::jsonb ? 'a'") == std::vector<Row>{{"t"}});
  CHECK(session->query("SELECT g FROM generate_series(1, 3) g") == std::vector<Row>{{"1"}, {"2"}, {"3"}});
}

TEST_CASE("text is sent as it is, colons and dollars too") {
  Database database;
  const auto session = database.connect();
  session->execute("CREATE TABLE t (a text DEFAULT '12:30', b text)");
  session->execute("INSERT INTO t (b) VALUES ($$ :name $1 $$)");
  CHECK(session->query("SELECT * FROM t") == std::vector<Row>{{"12:30", " :name $1 "}});
}

TEST_CASE("a NUL is refused, not a place to stop at") {
  Database database;
  const auto session = database.connect();
  using namespace std::string_view_literals;
  CHECK(contains(sql_error_of(*session, "SELECT 1;\0 DROP TABLE t"sv).what(), "NUL"));
  CHECK(
      contains(error_of<SqlError>([&] { session->query("SELECT ?::text", {std::string("a\0b", 3)}); }).what(), "NUL"));
}

TEST_CASE("an error says where it is, in bytes") {
  Database database;
  const auto session = database.connect();
  CHECK(sql_error_of(*session, "SELECT 1 FROM nowhere").offset() == 14);
  const std::string statement = "SELECT 'äöü€🙂' AS x, nope";
  const SqlError error = sql_error_of(*session, statement);
  CHECK(error.engine_code() == "42703");
  CHECK(error.offset() == statement.find("nope"));
  CHECK(error_of<SqlError>([&] { session->query("SELECT ?::int, nope", {"1"}); }).offset() == 16);
  CHECK(byte_offset("aé🙂b", 3) == 7);
  CHECK(byte_offset("ab", 9) == 2);
}

TEST_CASE("an error has the server's detail, hint and context, but no values of the SQL") {
  Database database;
  const auto session = database.connect();
  session->execute("CREATE TABLE t (id int PRIMARY KEY, secret text NOT NULL)");
  session->execute("CREATE TABLE u (id int REFERENCES t)");
  const SqlError needed = sql_error_of(*session, "DROP TABLE t");
  CHECK(contains(needed.detail(), "constraint u_id_fkey on table u depends on table t"));
  CHECK(needed.hint() == "use DROP ... CASCADE to drop the dependent objects too");
  const SqlError row = sql_error_of(*session, "INSERT INTO t VALUES (4711, NULL)");
  CHECK(row.engine_code() == "23502");
  CHECK_FALSE(contains(row.what() + row.detail(), "4711"));
  const SqlError near = sql_error_of(*session, "SELECT FROM WHERE 'hush'");
  CHECK(contains(near.what(), "at or near \"WHERE\""));
  CHECK(std::string(sql_error_of(*session, "CREATE 'hush'").what()) == "syntax error at or near a value");
  const SqlError raised = sql_error_of(*session, "DO $$ BEGIN RAISE EXCEPTION 'no' USING HINT = 'try yes'; END $$");
  CHECK(std::string(raised.what()) == "no");
  CHECK(raised.hint() == "try yes");
  CHECK(contains(raised.detail(), "line 1 at RAISE"));
}

TEST_CASE("after an error the session goes on") {
  Database database;
  const auto session = database.connect();
  sql_error_of(*session, "SELECT 1/0");
  CHECK(scalar(*session, "SELECT 1") == "1");
}

TEST_CASE("notices are told while statements run, until nobody listens") {
  Database database;
  const auto session = database.connect();
  std::vector<std::string> told;
  session->on_notice([&](const std::string& message) { told.push_back(message); });
  session->execute("DO $$ BEGIN RAISE NOTICE 'step %', 1; RAISE WARNING 'careful'; END $$");
  session->execute("DROP TABLE IF EXISTS nowhere");
  CHECK(told == std::vector<std::string>{"NOTICE: step 1", "WARNING: careful",
                                         "NOTICE: table \"nowhere\" does not exist, skipping"});
  session->on_notice({});
  session->execute("DROP TABLE IF EXISTS nowhere");
  CHECK(told.size() == 3);
}

TEST_CASE("that a temporary table was not there before it is made is no news") {
  Database database;
  const auto session = database.connect();
  std::vector<std::string> told;
  session->on_notice([&](const std::string& message) { told.push_back(message); });
  session->execute("DROP TABLE IF EXISTS pg_temp.t");  // no pg_temp yet
  session->execute("CREATE TEMPORARY TABLE t ()");
  session->execute("DROP TABLE IF EXISTS pg_temp.t");
  session->execute("DROP TABLE IF EXISTS pg_temp.t");
  CHECK(told.empty());
  session->execute("DROP TABLE IF EXISTS t");
  CHECK(told == std::vector<std::string>{"NOTICE: table \"t\" does not exist, skipping"});
}

TEST_CASE("COPY from or to the client is refused and leaves nothing hanging") {
  Database database;
  const auto session = database.connect();
  session->execute("CREATE TABLE t (a int)");
  CHECK(contains(sql_error_of(*session, "COPY t FROM STDIN").what(), "COPY"));
  CHECK(contains(sql_error_of(*session, "COPY (SELECT generate_series(1, 100000)) TO STDOUT").what(), "COPY"));
  CHECK(scalar(*session, "SELECT count(*) FROM t") == "0");
}

TEST_CASE("commit throws when the server rolled back instead") {
  Database database;
  const auto session = database.connect();
  session->begin();
  session->execute("CREATE TABLE t (a int)");
  sql_error_of(*session, "SELECT 1/0");
  CHECK(session->in_transaction());
  CHECK(error_of([&] { session->commit(); }).code() == ErrorCode::database);
  CHECK_FALSE(session->in_transaction());
  CHECK_FALSE(session->has_table({"", "t"}));
  session->begin();
  session->execute("COMMIT");
  CHECK(error_of([&] { session->commit(); }).code() == ErrorCode::database);
}

TEST_CASE("a table is found in its schema, whatever its name") {
  Database database;
  const auto session = database.connect();
  session->execute(R"(CREATE TABLE "It's ""odd""" (a int))");
  session->execute("CREATE SCHEMA app");
  session->execute("CREATE TABLE app.t (a int) PARTITION BY RANGE (a)");
  CHECK(session->has_table({"", R"(It's "odd")"}));
  CHECK(session->has_table({"app", "t"}));
  CHECK_FALSE(session->has_table({"", "t"}));
}

TEST_CASE("temporary objects go, also inside a transaction") {
  Database database;
  const auto session = database.connect();
  session->begin();
  session->execute("CREATE TEMPORARY TABLE t (a int)");
  session->execute("CREATE TEMPORARY VIEW v AS SELECT * FROM t");
  session->drop_temporary_objects();
  CHECK(scalar(*session, "SELECT count(*) FROM pg_class WHERE relpersistence = 't'") == "0");
  session->commit();
}

TEST_CASE("what a script sets is taken back") {
  Database database;
  const auto session = database.connect();
  session->execute("CREATE TABLE t (a int)");
  const std::string user = scalar(*session, "SELECT current_user");
  for (const bool committed : {true, false}) {
    session->begin();
    session->query("SELECT set_config('search_path', '', false)");
    session->execute("SET lock_timeout = 0");
    session->execute("SET ROLE pg_monitor");
    session->restore_settings();
    CHECK(session->has_table({"", "t"}));
    CHECK(scalar(*session, "SHOW lock_timeout") == "5s");
    CHECK(scalar(*session, "SHOW extra_float_digits") == "3");
    CHECK(scalar(*session, "SELECT current_user") == user);
    committed ? session->commit() : session->rollback();
    CHECK(scalar(*session, "SHOW search_path") == "\"$user\", public");
    CHECK(scalar(*session, "SHOW lock_timeout") == "5s");
  }
}

TEST_CASE("an emptied search path hides no table of strata's own transactions") {
  Database database;
  const auto session = database.connect();
  session->execute("CREATE TABLE t (a int)");
  session->query("SELECT set_config('search_path', '', false)");
  CHECK_FALSE(session->has_table({"", "t"}));
  session->begin();
  CHECK(session->has_table({"", "t"}));
}

TEST_CASE("limits hold for statements, inside and outside of transactions") {
  Database database;
  const auto session = database.connect();
  const auto show = [&] {
    return scalar(*session, "SHOW lock_timeout") + " " + scalar(*session, "SHOW statement_timeout");
  };
  CHECK(show() == "5s 0");
  session->limit({std::chrono::milliseconds(70), std::chrono::milliseconds(9000)});
  CHECK(show() == "70ms 9s");
  session->begin();
  CHECK(show() == "70ms 9s");
  session->limit({std::nullopt, std::chrono::milliseconds(8000)});
  CHECK(show() == "5s 8s");
  session->rollback();
  CHECK(show() == "5s 8s");
  session->limit({});
  CHECK(show() == "5s 0");
}

TEST_CASE("what is done concurrently may wait as long as a runner") {
  Database database;
  ConnectOptions options;
  options.lock_wait = std::chrono::seconds(77);
  const auto session = database.connect(options);
  session->execute("CREATE TABLE t (a int)");
  session->execute("INSERT INTO t VALUES (1)");
  std::vector<std::string> told;
  session->on_notice([&](const std::string& message) { told.push_back(message); });
  session->execute(
      "CREATE FUNCTION tell(a int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS "
      "$$ BEGIN RAISE NOTICE '%', current_setting('lock_timeout'); RETURN a; END $$");
  session->execute("CREATE INDEX CONCURRENTLY t_a ON t (tell(a))");
  session->execute("CREATE INDEX t_b ON t (tell(a))");
  REQUIRE_FALSE(told.empty());
  CHECK(told.front() == "NOTICE: 77s");
  CHECK(told.back() == "NOTICE: 5s");
}

TEST_CASE("a limit of a script's own does not outlive the transaction") {
  Database database;
  const auto session = database.connect();
  session->begin();
  session->execute("SET lock_timeout = 0");
  session->commit();
  session->begin();
  CHECK(scalar(*session, "SHOW lock_timeout") == "5s");
}

TEST_CASE("waiting too long for a table is a lock timeout that may pass") {
  Database database;
  const auto holder = database.connect();
  holder->execute("CREATE TABLE t (a int)");
  holder->execute("BEGIN");
  holder->execute("LOCK t");
  const auto session = database.connect();
  session->limit({std::chrono::milliseconds(20), std::nullopt});
  const SqlError error = sql_error_of(*session, "SELECT * FROM t");
  CHECK(error.code() == ErrorCode::lock_timeout);
  CHECK(error.engine_code() == "55P03");
  CHECK(error.transient());
}

TEST_CASE("a serialization failure may pass, a constraint does not") {
  Database database;
  const auto one = database.connect();
  const auto two = database.connect();
  one->execute("CREATE TABLE t (a int)");
  one->execute("INSERT INTO t VALUES (1)");
  two->execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
  two->query("SELECT * FROM t");
  one->execute("UPDATE t SET a = 2");
  const SqlError error = sql_error_of(*two, "UPDATE t SET a = 3");
  CHECK(error.engine_code() == "40001");
  CHECK(error.transient());
  CHECK_FALSE(sql_error_of(*one, "SELECT 1/0").transient());
}
