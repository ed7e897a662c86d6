// How statements stand on MariaDB, and what is found out of one that was cut off, against a server.
#include "dialects/mariadb/settle.hpp"

#include "dialects/mariadb/column_changes.hpp"
#include "dialects/mariadb/written_tables.hpp"
#include "server.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::dialects;
using namespace strata::dialects::mariadb;
using namespace strata::test;

namespace {

using Names = std::vector<schema::ObjectName>;

std::string objects(Session& session, std::string_view statement) {
  std::string text;
  for (const Definition& definition : touched(session, statement)) {
    text += (text.empty() ? "" : ", ") + definition.object + (definition.text ? "" : " (none)");
  }
  return text;
}

// What is found out when the statement has not run, and when it has.
std::pair<Effect, Effect> effects(MariadbSession& session, std::string_view statement) {
  const auto before = touched(session, statement);
  const Effect without = settle(session, statement, before);
  session.execute(statement);
  return {without, settle(session, statement, before)};
}

constexpr std::pair known{Effect::none, Effect::done};

}  // namespace

TEST_CASE("what a statement touches is asked for once before it runs, and anew after it") {
  const Database database;
  const auto session = database.connect();
  session->execute("CREATE TABLE t (a int)");
  const std::string_view statement = "ALTER TABLE t ADD COLUMN b int";
  const std::size_t before = session->statements_sent();
  REQUIRE(footing(*session, statement) == Footing::alone);
  const auto first = touched(*session, statement);
  CHECK(session->statements_sent() == before + 1);
  session->execute(statement);
  CHECK(touched(*session, statement) != first);
}

TEST_CASE("the tables whose rows a statement changes") {
  CHECK(written_tables("INSERT IGNORE INTO `a b` (x) SELECT y FROM c") == Names{{"", "a b"}});
  CHECK(written_tables("replace low_priority other.t values (1)") == Names{{"other", "t"}});
  CHECK(written_tables("UPDATE a JOIN b AS bb ON a.x = bb.x, c SET a.y = 1 WHERE z = 1") ==
        Names{{"", "a"}, {"", "b"}, {"", "c"}});
  CHECK(written_tables("DELETE FROM a WHERE x = 1") == Names{{"", "a"}});
  CHECK(written_tables("DELETE bb FROM a JOIN b AS bb USING (x) WHERE x = 1") ==
        Names{{"", "bb"}, {"", "a"}, {"", "b"}});
  CHECK(written_tables("LOAD DATA LOCAL INFILE 'x' REPLACE INTO TABLE t FIELDS TERMINATED BY ','") == Names{{"", "t"}});
  CHECK(written_tables("SET STATEMENT max_statement_time = 5 FOR DELETE FROM a") == Names{{"", "a"}});
  CHECK(written_tables("WITH c AS (SELECT 1) SELECT * FROM c") == Names{});
  CHECK_FALSE(written_tables("CALL p()"));
  CHECK_FALSE(written_tables("CREATE TABLE t (a INT)"));
  CHECK(sets_variables("SELECT max(a) INTO @m FROM t"));
  CHECK(sets_variables("SELECT @n := @n + 1"));
  CHECK_FALSE(sets_variables("SELECT @n"));
}

TEST_CASE("the columns that an ALTER adds, drops or renames") {
  using Columns = std::vector<std::string>;
  CHECK(changed_columns(
            "ALTER TABLE d.t ADD a INT DEFAULT (1, 2), ADD COLUMN IF NOT EXISTS `index` INT AFTER x, "
            "ADD INDEX i (a, b), ADD CONSTRAINT c CHECK (a > 0), ADD (e INT(1), f DECIMAL(1,2)), ADD g INT") ==
        Columns{"a", "index", "e", "f", "g"});
  CHECK(changed_columns("alter online table if exists t drop a, drop column if exists b, drop primary key, drop key k, "
                        "drop foreign key f, modify c int") == Columns{"a", "b"});
  CHECK(
      changed_columns("ALTER TABLE t CHANGE COLUMN a b INT, RENAME COLUMN c TO d, RENAME INDEX e TO f, RENAME TO u") ==
      Columns{"a", "b", "c", "d"});
  CHECK(changed_columns("DROP TABLE t").empty());
  CHECK(changed_columns("ALTER TABLE t )").empty());
}

TEST_CASE("rows share a transaction where their tables have transactions") {
  Database database;
  const auto session = database.connect();
  run_script(*session,
             "CREATE TABLE t (a INT) ENGINE=InnoDB; CREATE TABLE m (a INT) ENGINE=MyISAM;"
             "CREATE TEMPORARY TABLE tt (a INT); CREATE VIEW v AS SELECT a FROM t;");
  CHECK(footing(*session, "INSERT INTO t VALUES (1)") == Footing::transaction);
  CHECK(footing(*session, "SELECT 1") == Footing::transaction);
  CHECK(footing(*session, "INSERT INTO m VALUES (1)") == Footing::alone);
  CHECK(footing(*session, "UPDATE t JOIN m USING (a) SET t.a = 1") == Footing::alone);
  CHECK(footing(*session, "INSERT INTO v VALUES (1)") == Footing::alone);  // it may lead to m
  CHECK(footing(*session, "CALL p()") == Footing::alone);
  CHECK(footing(*session, "ALTER TABLE t ADD b INT") == Footing::alone);
  CHECK(footing(*session, "INSERT INTO tt SELECT a FROM t") == Footing::session);
  CHECK(footing(*session, "ALTER TABLE tt ADD b INT") == Footing::session);
  CHECK(footing(*session, "DROP TEMPORARY TABLE IF EXISTS tt") == Footing::session);
  CHECK(footing(*session, "SET @a = 1") == Footing::session);
  CHECK(footing(*session, "SELECT a INTO @a FROM t LIMIT 1") == Footing::session);
  CHECK(footing(*session, "INSERT INTO nowhere VALUES (1)") == Footing::transaction);
  session->execute("CREATE TRIGGER tr AFTER INSERT ON t FOR EACH ROW INSERT INTO m VALUES (new.a)");
  CHECK(footing(*session, "INSERT INTO t VALUES (1)") == Footing::alone);
  session->execute("DROP TRIGGER tr");
  session->execute("CREATE FUNCTION f() RETURNS INT BEGIN INSERT INTO m VALUES (1); RETURN 1; END");
  CHECK(footing(*session, "UPDATE t SET a = f()") == Footing::alone);
  run_script(*session, "DROP TABLE m; CREATE TABLE m (a INT) ENGINE=InnoDB;");
  CHECK(footing(*session, "UPDATE t SET a = f()") == Footing::transaction);
  CHECK(footing(*session, "INSERT INTO v VALUES (1)") == Footing::transaction);
}

TEST_CASE("what a statement touches, as it is") {
  Database database;
  const auto session = database.connect();
  run_script(*session,
             "CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT); CREATE SEQUENCE s;"
             "CREATE TEMPORARY TABLE tt (a INT);");
  CHECK(objects(*session, "ALTER TABLE t ADD INDEX i (id)") == "table t");
  CHECK(objects(*session, "ALTER TABLE t ADD a INT, DROP id") == "table t, column t.a (none), column t.id");
  CHECK(objects(*session, "RENAME TABLE t TO u, `v w` TO x") ==
        "table t, table u (none), table `v w` (none), table x (none)");
  CHECK(objects(*session, "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET @x = 1") == "trigger tr (none)");
  CHECK(objects(*session, "INSERT INTO t VALUES (1)") == "rows of table t");
  CHECK(objects(*session, "TRUNCATE TABLE t") == "rows of table t");
  CHECK(objects(*session, "ALTER TABLE tt ADD b INT").empty());
  CHECK(objects(*session, "SET @a = 1").empty());
  CHECK(objects(*session, "CREATE VIEW s AS SELECT 1") == "table s");
  const auto before = touched(*session, "DROP TABLE t");
  session->execute("INSERT INTO t VALUES (17)");
  CHECK(touched(*session, "DROP TABLE t") == before);  // the counter is data
}

TEST_CASE("whether a statement took effect shows in the definitions") {
  Database database;
  const auto session = database.connect();
  CHECK(effects(*session, "CREATE TABLE t (a INT, b INT)") == known);
  CHECK(effects(*session, "ALTER TABLE t ADD c INT, DROP b") == known);
  CHECK(effects(*session, "CREATE INDEX t_a ON t (a)") == known);
  CHECK(effects(*session, "DROP INDEX t_a ON t") == known);
  CHECK(effects(*session, "ALTER TABLE t RENAME TO u") == known);
  CHECK(effects(*session, "RENAME TABLE u TO t") == known);
  CHECK(effects(*session, "CREATE VIEW v AS SELECT a FROM t") == known);
  CHECK(effects(*session, "CREATE OR REPLACE VIEW v AS SELECT c FROM t") == known);
  CHECK(effects(*session, "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET @x = 1") == known);
  CHECK(effects(*session, "DROP TRIGGER tr") == known);
  CHECK(effects(*session, "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END") == known);
  CHECK(effects(*session, "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1") == known);
  CHECK(effects(*session, "CREATE SEQUENCE s START WITH 5") == known);
  CHECK(effects(*session, "ALTER SEQUENCE s INCREMENT BY 2") == known);
  CHECK(effects(*session, "DROP VIEW v") == known);
  CHECK(effects(*session, "SET STATEMENT max_statement_time = 60 FOR ALTER TABLE t ADD d INT") == known);
}

TEST_CASE("what may be run again is, what can't be told is asked") {
  Database database;
  const auto session = database.connect();
  run_script(*session, "CREATE TABLE t (a INT); CREATE TABLE u (a INT); CREATE TABLE m (a INT) ENGINE=MyISAM;");
  constexpr std::pair again{Effect::none, Effect::none};
  constexpr std::pair asked{Effect::unknown, Effect::unknown};
  CHECK(effects(*session, "TRUNCATE TABLE t") == again);
  CHECK(effects(*session, "OPTIMIZE TABLE t") == again);
  CHECK(effects(*session, "CREATE TABLE IF NOT EXISTS t (a INT)") == again);
  CHECK(effects(*session, "DROP TABLE IF EXISTS nowhere") == again);
  CHECK(effects(*session, "INSERT INTO m VALUES (1)") == asked);
  CHECK(effects(*session, "CREATE TABLE copy AS SELECT a FROM t") == std::pair{Effect::none, Effect::unknown});
  CHECK(effects(*session, "RENAME TABLE t TO x, u TO t, x TO u") == asked);  // both look alike
  CHECK(effects(*session, "RENAME TABLE t TO t_old, u TO t") == known);
  CHECK(settle(*session, "CALL p()", {}) == Effect::unknown);
  CHECK(settle(*session, "ALTER TABLE t ADD b INT", {}) == Effect::unknown);  // nothing is known of before
}

TEST_CASE("a DROP of several of which some are gone") {
  Database database;
  const auto session = database.connect();
  run_script(*session, "CREATE TABLE a (x INT); CREATE TABLE b (x INT);");
  const auto before = touched(*session, "DROP TABLE a, b");
  CHECK(settle(*session, "DROP TABLE a, b", before) == Effect::none);
  session->execute("DROP TABLE a");
  CHECK(settle(*session, "DROP TABLE a, b", before) == Effect::unknown);
  CHECK(settle(*session, "DROP TABLE IF EXISTS a, b", before) == Effect::none);
  session->execute("DROP TABLE b");
  CHECK(settle(*session, "DROP TABLE a, b", before) == Effect::done);
}

TEST_CASE("a foreign key that the server has lost is put back, one that the statement drops is not") {
  Database database;
  const auto session = database.connect();
  run_script(*session,
             "CREATE TABLE p (id INT PRIMARY KEY);"
             "CREATE TABLE c (a INT, b INT, CONSTRAINT c_a FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE,"
             "CONSTRAINT c_b FOREIGN KEY (b) REFERENCES p (id));");
  const std::string statement = "ALTER TABLE c ADD d INT, DROP FOREIGN KEY c_b";
  const auto before = touched(*session, statement);
  run_script(*session, "ALTER TABLE c ADD d INT, DROP FOREIGN KEY c_b, DROP FOREIGN KEY c_a;");
  std::string told;
  session->on_notice([&](const std::string& message) { told += message; });
  CHECK(settle(*session, statement, before) == Effect::done);
  CHECK(told.find("has lost foreign key c_a of table c: it is put back") != std::string::npos);
  const std::string now = touched(*session, statement).at(0).text.value();
  CHECK(now.find("CONSTRAINT `c_a` FOREIGN KEY (`a`) REFERENCES `p` (`id`) ON DELETE CASCADE") != std::string::npos);
  CHECK(now.find("CONSTRAINT `c_b`") == std::string::npos);
}

TEST_CASE("a statement that holds semicolons stands between delimiters") {
  CHECK(terminated("SELECT 1") == "SELECT 1;\n");
  CHECK(terminated("SELECT ';' -- x") == "SELECT ';' -- x\n;\n");
  CHECK(terminated("CREATE PROCEDURE p() BEGIN SELECT 1; END") ==
        "DELIMITER $$\nCREATE PROCEDURE p() BEGIN SELECT 1; END\n$$\nDELIMITER ;\n");
  CHECK(terminated("CREATE PROCEDURE p() BEGIN SELECT '$$'; END").starts_with("DELIMITER $$$\n"));
}
