// What a session does that MariaDB alone does so: values, errors and where they are, notices, limits, temporary tables.
#include "dialects/mariadb/session.hpp"

#include "../errors.hpp"
#include "dialects/mariadb/sql_error.hpp"
#include "server.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <thread>

#include <fcntl.h>

using namespace strata;
using namespace strata::dialects;
using namespace strata::dialects::mariadb;
using namespace strata::test;

namespace {

SqlError sql_error_of(Session& session, std::string_view statement) {
  return error_of<SqlError>([&] { session.execute(statement); });
}

}  // namespace

TEST_CASE("values come back as text") {
  Database database;
  const auto session = database.connect();
  CHECK(session->query("SELECT 1, NULL, true, 1.50, 'é🙂', '', 1e0/3") ==
        std::vector<Row>{{"1", std::nullopt, "1", "1.50", "é🙂", "", "0.3333333333333333"}});
  CHECK(session->query("SELECT 1 UNION ALL SELECT 2") == std::vector<Row>{{"1"}, {"2"}});
}

TEST_CASE("parameters come through byte for byte, whatever a script has set") {
  Database database;
  const auto session = database.connect();
  session->execute("CREATE TABLE t (id int PRIMARY KEY AUTO_INCREMENT, a longtext, b longblob)");
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  const std::string text = std::string("it's \\ \"q\" `b` ? -- é🙂 \n\r\t\x1a%_", 33) + std::string(1, '\0') + "z";
  for (const std::string_view set : {"DO 1", "SET sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES'", "SET NAMES latin1"}) {
    session->execute(set);
    session->query("INSERT INTO t (a, b) VALUES (?, ?)", {text, bytes});
    session->restore_settings();
    CHECK(session->query("SELECT a, b FROM t ORDER BY id DESC LIMIT 1") == std::vector<Row>{{text, bytes}});
  }
  CHECK(session->query("SELECT ?, ?, '?' AS `?` /* ? */ -- ?", {std::nullopt, ""}) ==
        std::vector<Row>{{std::nullopt, "", "?"}});
  CHECK(error_of([&] { session->query("SELECT ?, ?", {"1"}); }).code() == ErrorCode::internal);
}

TEST_CASE("text is sent as it is, colons and more statements than one too") {
  Database database;
  const auto session = database.connect();
  session->execute("CREATE TABLE t (a varchar(20) DEFAULT '12:30', b text)");
  session->execute("INSERT INTO t (b) VALUES (' :name ?')");
  CHECK(session->query("SELECT * FROM t") == std::vector<Row>{{"12:30", " :name ?"}});
  CHECK(sql_error_of(*session, "SELECT 1; DELETE FROM t").engine_code() == "1064");
  CHECK(scalar(*session, "SELECT count(*) FROM t") == "1");
}

TEST_CASE("a procedure's results are all taken, and its error is seen behind them") {
  Database database;
  const auto session = database.connect();
  session->execute("CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2, 3; END");
  session->execute("CREATE PROCEDURE q() BEGIN SELECT 1; SIGNAL SQLSTATE '45000' SET message_text = 'no'; END");
  session->execute("CALL p()");
  CHECK(session->query("CALL p()") == std::vector<Row>{{"1"}, {"2", "3"}});
  CHECK(std::string(sql_error_of(*session, "CALL q()").what()) == "no");
  CHECK(scalar(*session, "SELECT 1") == "1");
}

TEST_CASE("rows that nobody wants are dropped, however many") {
  Database database;
  const auto session = database.connect();
  session->execute("SELECT seq, REPEAT('x', 1000) FROM seq_1_to_20000");
  CHECK(session->query("SELECT seq FROM seq_1_to_20000").size() == 20'000);
}

TEST_CASE("an error says where it is, and quotes no SQL") {
  Database database;
  const auto session = database.connect();
  const std::string statement = "SELECT 1,\n  'äöü€🙂'\n  FROM WHERE 'hush'";
  const SqlError error = sql_error_of(*session, statement);
  CHECK(error.engine_code() == "1064");
  CHECK(error.offset() == statement.find("WHERE"));
  CHECK(std::string(error.what()) == "syntax error here (line 3 of the statement)");
  CHECK(sql_error_of(*session, "SELECT (1").offset() == 9);
  CHECK(std::string(sql_error_of(*session, "SELECT (1").what()) == "syntax error at the end (line 1 of the statement)");
  CHECK_FALSE(sql_error_of(*session, "SELECT * FROM nowhere").offset());
  CHECK(scalar(*session, "SELECT 1") == "1");
}

TEST_CASE("warnings are told while statements run, notes are not") {
  Database database;
  const auto session = database.connect();
  std::vector<std::string> told;
  session->on_notice([&](const std::string& message) { told.push_back(message); });
  session->execute("CREATE TABLE t (a tinyint)");
  session->execute("DROP TABLE IF EXISTS nowhere");
  session->execute("INSERT IGNORE INTO t VALUES (1000)");
  CHECK(told == std::vector<std::string>{"WARNING: Out of range value for column 'a' at row 1 (1264)"});
  session->on_notice({});
  session->execute("INSERT IGNORE INTO t VALUES (1000)");
  CHECK(told.size() == 1);
}

TEST_CASE("commit throws when a statement has ended the transaction") {
  Database database;
  const auto session = database.connect();
  session->begin();
  session->execute("CREATE TABLE t (a int)");
  CHECK_FALSE(session->in_transaction());
  CHECK(error_of([&] { session->commit(); }).code() == ErrorCode::database);
}

TEST_CASE("a deadlock may pass, and has ended the transaction") {
  Database database;
  const auto one = database.connect();
  const auto two = database.connect();
  one->execute("CREATE TABLE t (id int PRIMARY KEY, a int)");
  one->execute("INSERT INTO t VALUES (1, 0), (2, 0)");
  one->execute("START TRANSACTION");
  one->execute("UPDATE t SET a = 1 WHERE id = 1");
  two->execute("START TRANSACTION");
  two->execute("UPDATE t SET a = 2 WHERE id = 2");
  std::optional<SqlError> first;
  std::thread waiter([&] {
    try {
      one->execute("UPDATE t SET a = 1 WHERE id = 2");
    } catch (const SqlError& error) {
      first = error;
    }
  });
  std::optional<SqlError> second;
  try {
    two->execute("UPDATE t SET a = 2 WHERE id = 1");
    two->rollback();
  } catch (const SqlError& error) {
    second = error;
  }
  if (second) CHECK_FALSE(two->in_transaction());
  waiter.join();
  if (first) CHECK_FALSE(one->in_transaction());
  REQUIRE((first.has_value() != second.has_value()));
  const SqlError& victim = first ? *first : *second;
  CHECK(victim.engine_code() == "1213");
  CHECK(victim.transient());
}

TEST_CASE("a table is found whatever its name") {
  Database database;
  const auto session = database.connect();
  session->execute("CREATE TABLE `It's \"odd\"` (a int)");
  CHECK(session->has_table({"", "It's \"odd\""}));
}

TEST_CASE("temporary tables are remembered by name, through drops and renames, and dropped") {
  Database database;
  const auto session = database.connect();
  session->execute("CREATE TABLE kept (a int)");
  session->execute("CREATE TEMPORARY TABLE kept (a int)");
  session->execute("CREATE TEMPORARY TABLE IF NOT EXISTS one (a int)");
  session->execute("CREATE OR REPLACE TEMPORARY TABLE two (a int)");
  CHECK(session->temporary_tables() == std::vector<std::string>{"kept", "one", "two"});
  session->execute("DROP TABLE one");
  session->execute("ALTER TABLE two RENAME TO three");
  CHECK(session->temporary_tables() == std::vector<std::string>{"kept", "three"});
  session->drop_temporary_objects();
  CHECK(session->temporary_tables().empty());
  CHECK(session->has_table({"", "kept"}));
  CHECK(sql_error_of(*session, "SELECT * FROM three").engine_code() == "1146");
}

TEST_CASE("what a script sets is taken back") {
  Database database;
  const auto session = database.connect();
  const std::string variables =
      "SELECT CONCAT_WS(' ', @@sql_mode, @@foreign_key_checks, @@lock_wait_timeout, @@character_set_client, "
      "@@collation_connection, @@group_concat_max_len, @@autocommit, CURRENT_ROLE(), @@tx_isolation)";
  const std::string before = scalar(*session, variables);
  for (const std::string_view set : {"SET sql_mode = 'ANSI'", "SET foreign_key_checks = 0, lock_wait_timeout = 1234",
                                     "SET NAMES latin1", "SET SESSION group_concat_max_len = 5", "SET autocommit = 0",
                                     "SET timestamp = 5", "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE"}) {
    session->execute(set);
  }
  session->restore_settings();
  CHECK(scalar(*session, variables) == before);
  CHECK(scalar(*session, "SELECT NOW() > '2000-01-01'") == "1");
}

TEST_CASE("the sql_mode of the server is kept, but for what changes how SQL is read") {
  CHECK(readable_sql_mode("STRICT_TRANS_TABLES,NO_ZERO_DATE") == "STRICT_TRANS_TABLES,NO_ZERO_DATE");
  CHECK(readable_sql_mode("REAL_AS_FLOAT,PIPES_AS_CONCAT,ANSI_QUOTES,IGNORE_SPACE,ANSI") ==
        "REAL_AS_FLOAT,PIPES_AS_CONCAT,IGNORE_SPACE");
  CHECK(readable_sql_mode("").empty());
}

TEST_CASE("a script can't leave its database") {
  Database database;
  const auto session = database.connect();
  session->execute("USE " + database.name());
  CHECK(contains(sql_error_of(*session, "USE information_schema").hint(), "other database's name"));
  CHECK(scalar(*session, "SELECT DATABASE()") == database.name());
}

TEST_CASE("limits are whole seconds, rounded up, for locks, and as they are for statements") {
  Database database;
  const auto session = database.connect();
  const auto show = [&] {
    return scalar(*session,
                  "SELECT CONCAT_WS(' ', @@lock_wait_timeout, @@innodb_lock_wait_timeout, @@max_statement_time)");
  };
  CHECK(show() == "5 5 0.000000");
  session->limit({std::chrono::milliseconds(1070), std::chrono::milliseconds(9500)});
  CHECK(show() == "2 2 9.500000");
  session->begin();
  session->limit({std::nullopt, std::chrono::milliseconds(8000)});
  CHECK(show() == "5 5 8.000000");
  session->rollback();
  session->limit({});
  CHECK(show() == "5 5 0.000000");
}

TEST_CASE("waiting too long for a table or a row is a lock timeout that may pass") {
  Database database;
  const auto holder = database.connect();
  holder->execute("CREATE TABLE t (a int PRIMARY KEY)");
  holder->execute("INSERT INTO t VALUES (1)");
  holder->execute("START TRANSACTION");
  holder->execute("UPDATE t SET a = 2");
  const auto session = database.connect();
  session->limit({std::chrono::milliseconds(0), std::nullopt});
  for (const std::string_view statement : {"DELETE FROM t", "ALTER TABLE t ADD b int"}) {
    const SqlError error = sql_error_of(*session, statement);
    CHECK(error.code() == ErrorCode::lock_timeout);
    CHECK(error.engine_code() == "1205");
    CHECK(error.transient());
  }
}

TEST_CASE("a cancel that the server answers with a row is one all the same") {
  Database database;
  const auto session = database.connect();
  const auto watcher = database.connect();
  const std::string statement = "SELECT SLEEP(60), '" + database.name() + "'";
  std::thread canceller([&] {
    while (watcher->query(words::running, {statement}).empty()) std::this_thread::yield();
    session->cancel();
  });
  const SqlError error = sql_error_of(*session, statement);
  canceller.join();
  CHECK(error.code() == ErrorCode::interrupted);
}

TEST_CASE("rows that violate a foreign key are named by their values") {
  Database database;
  const auto session = database.connect();
  session->execute("CREATE TABLE parent (a int, b int, PRIMARY KEY (a, b))");
  session->execute(
      "CREATE TABLE child (id int, x int, y int, CONSTRAINT c FOREIGN KEY (x, y) REFERENCES parent (a, b))");
  session->execute("INSERT INTO parent VALUES (1, 2)");
  session->enforce_foreign_keys(false);
  session->execute("INSERT INTO child VALUES (1, 1, 2), (2, 1, 3), (3, 1, 3), (4, NULL, 9)");
  CHECK(session->foreign_key_violations() ==
        std::vector<std::string>{"child (x, y) = (1, 3) has no row in parent (foreign key c)"});
  session->enforce_foreign_keys(true);
  CHECK(sql_error_of(*session, "INSERT INTO child VALUES (5, 7, 7)").engine_code() == "1452");
}

TEST_CASE("a child does not keep the connection alive") {
  Database database;
  const auto session = database.connect();
  std::vector<std::string> left;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    const auto target = std::filesystem::read_symlink(entry.path(), gone).string();
    if (!target.starts_with("socket:")) continue;
    if ((::fcntl(std::stoi(entry.path().filename().string()), F_GETFD) & FD_CLOEXEC) == 0) left.push_back(target);
  }
  CHECK(left.empty());
}
