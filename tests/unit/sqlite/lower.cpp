// Lowering without rebuilds: whole tables and views, changes in place, renames, temporary objects, orders.
#include "database.hpp"

#include <catch2/catch.hpp>

#include "dialects/sqlite/lower_parts.hpp"
#include "diff/rename.hpp"

using namespace strata::dialects::sqlite;
using strata::dialects::Fills;
using strata::dialects::Lowered;
namespace diff = strata::diff;

namespace {

using Lines = std::vector<std::string>;

Lines statements(const Lowered& lowered) {
  Lines out;
  for (const diff::Step& step : lowered.steps) out.insert(out.end(), step.statements.begin(), step.statements.end());
  return out;
}

Lowered renamed(Database& database, const diff::Operations& operations) {
  const auto from = database.schema();
  Lowered lowered = lower({operations, from, from, Fills{}});
  lowered.steps = diff::order(std::move(lowered.steps));
  run_steps(database, lowered.steps);
  return lowered;
}

}  // namespace

TEST_CASE("referenced tables are created first and dropped last, cycles aside") {
  const std::string script = R"(
    CREATE TABLE c (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b (id));
    CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a (id));
    CREATE TABLE a (id INTEGER PRIMARY KEY);
    CREATE TABLE x (id INTEGER PRIMARY KEY, y INTEGER REFERENCES y (id));
    CREATE TABLE y (id INTEGER PRIMARY KEY, x INTEGER REFERENCES x (id));
  )";
  Database database;
  CHECK(summaries(change_to(database, script)) ==
        Lines{"create table a", "create table b", "create table c", "create table x", "create table y"});
  database.run("INSERT INTO a VALUES (1); INSERT INTO b VALUES (1, 1); INSERT INTO x VALUES (1, NULL)");
  const Lowered drops = change_to(database, "");
  CHECK(statements(drops) == Lines{"DROP TABLE y", "DROP TABLE x", "DROP TABLE c", "DROP TABLE b", "DROP TABLE a"});
  CHECK(drops.steps[0].foreign_keys_off);
  CHECK_FALSE(drops.steps[4].foreign_keys_off);
  CHECK(hazards(drops).back() == "data loss: drops table a and its rows");
}

TEST_CASE("dropping a table that others reference leaves their rows alone") {
  Database database(R"(
    CREATE TABLE a (id INTEGER PRIMARY KEY);
    CREATE TABLE b (a INTEGER REFERENCES a (id) ON DELETE CASCADE);
    INSERT INTO a VALUES (1);
    INSERT INTO b VALUES (1);
  )");
  change_to(database, "CREATE TABLE b (a INTEGER)");
  CHECK(database.rows("SELECT a FROM b") == Lines{"1"});
}

TEST_CASE("a table whose rows restrict each other can be dropped") {
  Database database(
      "CREATE TABLE n (id INTEGER PRIMARY KEY, up INTEGER REFERENCES n (id) ON DELETE RESTRICT);"
      "INSERT INTO n VALUES (1, NULL), (2, 1)");
  change_to(database, "");
  CHECK(database.rows("SELECT name FROM sqlite_schema") == Lines{});
}

TEST_CASE("columns are added in place with the checks and references that belong to them") {
  Database database(
      "CREATE TABLE teams (id INTEGER PRIMARY KEY); CREATE TABLE t (a TEXT, CONSTRAINT full CHECK (a <> ''))");
  database.run("INSERT INTO t VALUES ('x')");
  const Lowered lowered = change_to(database, R"(
    CREATE TABLE teams (id INTEGER PRIMARY KEY);
    CREATE TABLE t (
      a TEXT,
      live INTEGER NOT NULL DEFAULT 1 /* still there? */,
      team_id INTEGER,
      CONSTRAINT full CHECK (a <> ''),
      CONSTRAINT ck_live CHECK (live IN (0, 1)),
      CONSTRAINT fk_team FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE SET NULL
    );
    CREATE INDEX ix_live ON t (live);
  )");
  CHECK(statements(lowered) ==
        Lines{"ALTER TABLE t ADD COLUMN live INTEGER NOT NULL DEFAULT 1 CONSTRAINT ck_live CHECK (live IN (0, 1)) /* "
              "still there? */",
              "ALTER TABLE t ADD COLUMN team_id INTEGER CONSTRAINT fk_team REFERENCES teams (id) ON DELETE SET NULL",
              "CREATE INDEX ix_live ON t (live)"});
  CHECK(database.rows("SELECT * FROM t") == Lines{"x|1|NULL"});
  CHECK(database.schema().tables[1].columns[1].comment == "still there?");
}

TEST_CASE("what ADD COLUMN refuses goes through a rebuild") {
  const std::string column =
      GENERATE(as<std::string>{}, "b TEXT UNIQUE", "b TEXT NOT NULL", "b TEXT DEFAULT CURRENT_DATE",
               "b TEXT DEFAULT (lower('X'))", "b TEXT GENERATED ALWAYS AS (a) STORED",
               "b INTEGER DEFAULT 1 REFERENCES t (a)", "b TEXT NOT NULL DEFAULT NULL");
  Database database("CREATE TABLE t (a TEXT PRIMARY KEY)");
  const Lowered lowered = change_to(database, "CREATE TABLE t (a TEXT PRIMARY KEY, " + column + ")");
  CHECK(summaries(lowered) == Lines{"rebuild table t"});
}

TEST_CASE("columns are dropped in place when nothing hangs on them") {
  Database database(R"(
    CREATE TABLE t (a TEXT, b TEXT, c TEXT);
    CREATE INDEX ix_b ON t (b);
    INSERT INTO t VALUES ('a', 'b', 'c');
  )");
  const Lowered lowered = change_to(database, "CREATE TABLE t (a TEXT, d TEXT)");
  CHECK(statements(lowered) == Lines{"DROP INDEX ix_b", "ALTER TABLE t ADD COLUMN d TEXT",
                                     "ALTER TABLE t DROP COLUMN b", "ALTER TABLE t DROP COLUMN c"});
  CHECK(database.rows("SELECT * FROM t") == Lines{"a|NULL"});
  CHECK(hazards(lowered).front() == "data loss: drops column t.b and its values");
}

TEST_CASE("what DROP COLUMN refuses goes through a rebuild") {
  const std::string before =
      GENERATE(as<std::string>{}, "b TEXT UNIQUE", "b TEXT PRIMARY KEY", "b TEXT CHECK (b <> '')",
               "b TEXT REFERENCES t (a)", "b TEXT, c TEXT AS (b)", "b TEXT, CHECK (a <> b)");
  Database database("CREATE TABLE t (a TEXT UNIQUE, " + before + "); INSERT INTO t (a) VALUES ('x')");
  const Lowered lowered = change_to(database, "CREATE TABLE t (a TEXT UNIQUE)");
  CHECK(summaries(lowered) == Lines{"rebuild table t"});
  CHECK(database.rows("SELECT a FROM t") == Lines{"x"});
}

TEST_CASE("a partial index that mentions a dropped column is made anew") {
  Database database("CREATE TABLE t (a TEXT, b TEXT); CREATE INDEX ix ON t (a) WHERE b IS NULL");
  change_to(database, "CREATE TABLE t (a TEXT); CREATE INDEX ix ON t (a)");
  CHECK(database.rows("SELECT sql FROM sqlite_schema WHERE name = 'ix'") == Lines{"CREATE INDEX ix ON t (a)"});
}

TEST_CASE("a replaced view is dropped before its columns go, and its triggers come back") {
  Database database(R"(
    CREATE TABLE t (a TEXT, b TEXT);
    CREATE VIEW v AS SELECT a, b FROM t;
    CREATE TRIGGER v_insert INSTEAD OF INSERT ON v BEGIN INSERT INTO t (a) VALUES (NEW.a); END;
  )");
  change_to(database, R"(
    CREATE TABLE t (a TEXT);
    CREATE VIEW v AS SELECT a FROM t;
    CREATE TRIGGER v_insert INSTEAD OF INSERT ON v BEGIN INSERT INTO t (a) VALUES (NEW.a); END;
  )");
  database.run("INSERT INTO v VALUES ('x')");
  CHECK(database.rows("SELECT * FROM v") == Lines{"x"});
}

TEST_CASE("a changed trigger is replaced, on a rebuilt table too") {
  Database database(R"(
    CREATE TABLE log (line TEXT);
    CREATE TABLE t (a TEXT);
    CREATE TRIGGER t_log AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('old'); END;
  )");
  change_to(database, R"(
    CREATE TABLE log (line TEXT);
    CREATE TABLE t (a TEXT UNIQUE);
    CREATE TRIGGER t_log AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('new'); END;
  )");
  database.run("INSERT INTO t VALUES ('x')");
  CHECK(database.rows("SELECT * FROM log") == Lines{"new"});
}

TEST_CASE("a name may pass from one object to another") {
  Database database("CREATE TABLE x (a TEXT); CREATE TABLE t (a TEXT); CREATE INDEX ix ON t (a)");
  change_to(database,
            "CREATE TABLE t (a TEXT); CREATE TABLE u (a TEXT UNIQUE); CREATE INDEX ix ON u (a); "
            "CREATE VIEW x AS SELECT a FROM t");
  CHECK(database.rows("SELECT type || ' ' || tbl_name FROM sqlite_schema WHERE name IN ('x', 'ix') ORDER BY 1") ==
        Lines{"index u", "view x"});
}

TEST_CASE("renames run in the order given and carry rows, views and triggers along") {
  Database database(R"(
    CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT);
    CREATE INDEX people_mail ON people (mail);
    CREATE TABLE other (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (author INTEGER REFERENCES people (id));
    CREATE VIEW mails AS SELECT mail FROM people;
    INSERT INTO people VALUES (1, 'a@b');
    INSERT INTO posts VALUES (1);
  )");
  auto index = find_table(database.schema(), {"", "people"})->indexes.front();
  index.parts.front().column = "email";
  renamed(database, {diff::RenameTable{{"", "people"}, {"", "swap"}}, diff::RenameTable{{"", "other"}, {"", "people"}},
                     diff::RenameTable{{"", "swap"}, {"", "other"}}, diff::RenameColumn{{"", "other"}, "mail", "email"},
                     diff::RenameIndex{{"", "other"}, index, "people_mail", "other_email"}});
  CHECK(database.rows("SELECT email FROM other") == Lines{"a@b"});
  CHECK(database.rows("SELECT * FROM mails") == Lines{"a@b"});
  CHECK(database.rows("PRAGMA foreign_key_check") == Lines{});
  CHECK(database.rows("SELECT tbl_name FROM sqlite_schema WHERE name = 'other_email'") == Lines{"other"});
}

TEST_CASE("a table's name can change its letters' case") {
  Database database("CREATE TABLE Users (a TEXT); INSERT INTO Users VALUES ('x')");
  renamed(database, {diff::RenameTable{{"", "Users"}, {"", "users"}}});
  CHECK(database.rows("SELECT name FROM sqlite_schema") == Lines{"users"});
}

TEST_CASE("temporary objects are redefined under their qualified names") {
  Database database("CREATE TABLE permanent (a TEXT)");
  const Lowered lowered = plan_between(database.schema(), schema_of(R"(
    CREATE TABLE permanent (a TEXT);
    CREATE TEMP TABLE rows (id INTEGER PRIMARY KEY, a TEXT);
    CREATE INDEX temp.rows_a ON rows (a);
    CREATE TEMP VIEW row_count AS SELECT count(*) AS n FROM rows;
  )"));
  CHECK(statements(lowered) == Lines{"DROP TABLE IF EXISTS temp.\"rows\"",
                                     "CREATE TEMPORARY TABLE \"rows\" (\n  id INTEGER PRIMARY KEY,\n  a TEXT\n)",
                                     "CREATE INDEX temp.rows_a ON \"rows\" (a)", "DROP VIEW IF EXISTS temp.row_count",
                                     "CREATE TEMPORARY VIEW row_count AS\nSELECT count(*) AS n FROM rows"});
  run_steps(database, lowered.steps);
  run_steps(database, lowered.steps);
  CHECK(database.rows("SELECT n FROM row_count") == Lines{"0"});
}

TEST_CASE("an operation that SQLite has no use for is an internal error") {
  const strata::schema::Schema empty;
  const diff::Operations operations{diff::CreateSequence{}};
  CHECK_THROWS_AS(lower({operations, empty, empty, Fills{}}), strata::Error);
}

TEST_CASE("acyclic leaves out what stands on or behind a cycle") {
  CHECK(acyclic({{"a", {}}, {"b", {"a", "b", "elsewhere"}}, {"x", {"y"}}, {"y", {"x"}}, {"z", {"x"}}}) ==
        std::set<std::string>{"a", "b"});
}

TEST_CASE("columns are added in the order of the table, but behind what they are computed from") {
  Database database("CREATE TABLE t (id INTEGER PRIMARY KEY)");
  const Lowered lowered = change_to(database, R"(
    CREATE TABLE t (id INTEGER PRIMARY KEY, twice INTEGER AS (sum * 2), b TEXT, sum INTEGER AS (x + y), x INTEGER, y INTEGER)
  )");
  CHECK(summaries(lowered) == Lines{"add column t.b TEXT", "add column t.x INTEGER", "add column t.y INTEGER",
                                    "add column t.sum INTEGER", "add column t.twice INTEGER"});
}

TEST_CASE("a column is dropped although a view or trigger elsewhere is broken") {
  const std::string broken = GENERATE("CREATE VIEW v AS SELECT x FROM gone;",
                                      "CREATE TRIGGER r AFTER UPDATE ON u BEGIN INSERT INTO gone VALUES (1); END;");
  INFO(broken);
  Database database("CREATE TABLE t (a, b); CREATE TABLE u (x); INSERT INTO t VALUES (1, 2);" + broken);
  const Lowered lowered = change_to(database, "CREATE TABLE t (a); CREATE TABLE u (x);" + broken);
  CHECK(summaries(lowered) == std::vector<std::string>{"rebuild table t"});
  CHECK(database.rows("SELECT * FROM t") == std::vector<std::string>{"1"});
}

TEST_CASE("what is not broken does not force a rebuild") {
  const std::string rest =
      "CREATE VIEW v AS WITH c AS (SELECT 1 AS n) SELECT n, j.value FROM c, json_each('[1]') AS j;"
      "CREATE VIEW w AS SELECT x FROM main.u JOIN (SELECT 1) ON x = 1;"
      "CREATE TRIGGER r AFTER UPDATE OF x ON u BEGIN UPDATE OR IGNORE u SET x = 1; DELETE FROM v2; END;"
      "CREATE VIEW v2 AS SELECT name FROM sqlite_schema;";
  Database database("CREATE TABLE t (a, b); CREATE TABLE u (x);" + rest);
  CHECK(summaries(change_to(database, "CREATE TABLE t (a); CREATE TABLE u (x);" + rest)) ==
        std::vector<std::string>{"drop column t.b"});
}
