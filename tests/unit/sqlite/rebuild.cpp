// Rebuilds: what hangs on a table and what is in it survive, and rows get values where they need some.
#include "database.hpp"

#include <catch2/catch.hpp>

using namespace strata::dialects::sqlite;
using strata::dialects::Fills;
using strata::dialects::Lowered;

namespace {

using Lines = std::vector<std::string>;

bool has(const Lines& lines, const std::string& line) {
  return std::ranges::find(lines, line) != lines.end();
}

}  // namespace

TEST_CASE("a rebuild keeps rows, indexes, triggers and views") {
  Database database(R"(
    CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, age TEXT);
    CREATE UNIQUE INDEX users_email ON users (lower(email));
    CREATE INDEX users_age ON users (age) WHERE age IS NOT NULL;
    CREATE TABLE log (line TEXT);
    CREATE TRIGGER users_log AFTER INSERT ON users BEGIN INSERT INTO log VALUES (NEW.email); END;
    CREATE VIEW emails AS SELECT email FROM users;
    CREATE VIEW short_emails AS SELECT email FROM emails WHERE length(email) < 10;
    CREATE TRIGGER emails_insert INSTEAD OF INSERT ON emails BEGIN INSERT INTO users (email) VALUES (NEW.email); END;
    INSERT INTO users VALUES (7, 'a@b', '42'), (9, 'c@d', NULL);
  )");
  const auto before = database.schema();
  const Lowered lowered = change_to(database, R"(
    CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, age INTEGER CHECK (age > 0));
    CREATE UNIQUE INDEX users_email ON users (lower(email));
    CREATE INDEX users_age ON users (age) WHERE age IS NOT NULL;
    CREATE TABLE log (line TEXT);
    CREATE TRIGGER users_log AFTER INSERT ON users BEGIN INSERT INTO log VALUES (NEW.email); END;
    CREATE VIEW emails AS SELECT email FROM users;
    CREATE VIEW short_emails AS SELECT email FROM emails WHERE length(email) < 10;
    CREATE TRIGGER emails_insert INSTEAD OF INSERT ON emails BEGIN INSERT INTO users (email) VALUES (NEW.email); END;
  )");
  CHECK(summaries(lowered) == Lines{"rebuild table users"});
  CHECK(lowered.steps.front().foreign_keys_off);
  CHECK(has(hazards(lowered), "rewrite: copies every row of users"));
  CHECK(has(hazards(lowered),
            "value change: values of users.age are converted from TEXT to INTEGER; the check fails if one does not "
            "fit: UPDATE it in this revision, before the check; or delete the check to keep it as it is"));
  CHECK(database.rows("SELECT id, email, age, typeof(age) FROM users") == Lines{"7|a@b|42|integer", "9|c@d|NULL|null"});
  CHECK(database.schema().opaque_objects.size() == before.opaque_objects.size());
  CHECK(database.rows("SELECT * FROM log") == Lines{"a@b", "c@d"});
  database.run("INSERT INTO emails VALUES ('e@f')");
  CHECK(database.rows("SELECT line FROM log") == Lines{"a@b", "c@d", "e@f"});
  CHECK(database.rows("SELECT count(*) FROM short_emails") == Lines{"3"});
}

TEST_CASE("child rows with ON DELETE CASCADE are untouched by the rebuild of their parent") {
  Database database(R"(
    CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE members (team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE, name TEXT);
    INSERT INTO teams VALUES (1, 'red');
    INSERT INTO members VALUES (1, 'ann'), (1, 'bob');
  )");
  change_to(database, R"(
    CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT 'none');
    CREATE TABLE members (team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE, name TEXT);
  )");
  CHECK(database.rows("SELECT name FROM members") == Lines{"ann", "bob"});
  CHECK(database.rows("PRAGMA foreign_keys") == Lines{"1"});
  CHECK(find_table(database.schema(), {"", "members"})->foreign_keys.front().referenced_table.name == "teams");
  database.run("DELETE FROM teams");
  CHECK(database.rows("SELECT count(*) FROM members") == Lines{"0"});
}

TEST_CASE("a rebuild of a table that references itself keeps the reference") {
  Database database(R"(
    CREATE TABLE nodes (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES nodes (id) ON DELETE CASCADE, label TEXT);
    INSERT INTO nodes VALUES (1, NULL, 'root'), (2, 1, 'leaf');
  )");
  change_to(database, R"(
    CREATE TABLE nodes (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES nodes (id) ON DELETE CASCADE, label TEXT,
                        CONSTRAINT labelled CHECK (label <> ''));
  )");
  CHECK(database.rows("SELECT id, parent FROM nodes") == Lines{"1|NULL", "2|1"});
  database.run("DELETE FROM nodes WHERE id = 1");
  CHECK(database.rows("SELECT count(*) FROM nodes") == Lines{"0"});
}

TEST_CASE("a rebuild keeps the counter of AUTOINCREMENT above the rows that are left") {
  const std::string wanted = "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT CHECK (a <> ''))";
  Database database("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT)");
  SECTION("with rows") {
    database.run("INSERT INTO t (a) VALUES ('x'), ('y'), ('z'); DELETE FROM t WHERE id > 1");
    change_to(database, wanted);
    database.run("INSERT INTO t (a) VALUES ('new')");
    CHECK(database.rows("SELECT id FROM t") == Lines{"1", "4"});
  }
  SECTION("without rows, but with a past") {
    database.run("INSERT INTO t (a) VALUES ('x'), ('y'); DELETE FROM t");
    change_to(database, wanted);
    database.run("INSERT INTO t (a) VALUES ('new')");
    CHECK(database.rows("SELECT id FROM t") == Lines{"3"});
  }
  SECTION("never used") {
    change_to(database, wanted);
    CHECK(database.rows("SELECT name FROM sqlite_sequence") == Lines{});
  }
}

TEST_CASE("generated columns are computed anew, and a stored one can be added") {
  Database database(
      "CREATE TABLE t (a INTEGER, b INTEGER GENERATED ALWAYS AS (a + 1)); INSERT INTO t VALUES (1), "
      "(2)");
  change_to(database, R"(CREATE TABLE t (a INTEGER, b INTEGER GENERATED ALWAYS AS (a + 1),
                                         c INTEGER GENERATED ALWAYS AS (a * 2) STORED))");
  CHECK(database.rows("SELECT a, b, c FROM t") == Lines{"1|2|2", "2|3|4"});
  change_to(database, "CREATE TABLE t (a INTEGER, b INTEGER)");
  CHECK(database.rows("SELECT a, b FROM t") == Lines{"1|2", "2|3"});
}

TEST_CASE("rows that lack a value get the one that was given") {
  Database database("CREATE TABLE t (a INTEGER, b TEXT); INSERT INTO t VALUES (1, NULL), (2, 'old')");
  const std::string wanted = "CREATE TABLE t (a INTEGER, b TEXT NOT NULL, c INTEGER NOT NULL)";
  SECTION("by fills") {
    const Lowered lowered = change_to(database, wanted, {{{{"", "t"}, "b"}, "'fill'"}, {{{"", "t"}, "c"}, "a * 10"}});
    CHECK(lowered.missing_fills.empty());
    CHECK(database.rows("SELECT * FROM t") == Lines{"1|fill|10", "2|old|20"});
    CHECK(has(hazards(lowered), "value change: NULL in t.b becomes 'fill'"));
  }
  SECTION("else a placeholder, and the caller is told") {
    const Lowered lowered = change_to(database, wanted);
    REQUIRE(lowered.missing_fills.size() == 2);
    CHECK(lowered.missing_fills[0].column == "b");
    CHECK(lowered.missing_fills[1].column == "c");
    CHECK(database.rows("SELECT * FROM t") == Lines{"1||0", "2|old|0"});
  }
  SECTION("or the default") {
    const Lowered lowered = change_to(database,
                                      "CREATE TABLE t (a INTEGER, b TEXT NOT NULL DEFAULT 'd', c TEXT "
                                      "NOT NULL DEFAULT (lower('E')))");
    CHECK(lowered.missing_fills.empty());
    CHECK(database.rows("SELECT * FROM t") == Lines{"1|d|e", "2|old|e"});
  }
}

TEST_CASE("a key that can hold no NULL asks for no value") {
  Database database("CREATE TABLE t (a TEXT PRIMARY KEY, b TEXT) WITHOUT ROWID; INSERT INTO t VALUES ('x', 'y')");
  const Lowered lowered = change_to(database, "CREATE TABLE t (a TEXT NOT NULL PRIMARY KEY, b TEXT, CHECK (b <> ''))");
  CHECK(lowered.missing_fills.empty());
  CHECK(hazards(lowered) ==
        Lines{"rewrite: copies every row of t", "scan: fails where rows do not fit: add check on t (b <> '')"});
  CHECK(database.rows("SELECT * FROM t") == Lines{"x|y"});
}

TEST_CASE("rows stay even when no column does") {
  Database database("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1), (2)");
  change_to(database, "CREATE TABLE t (b INTEGER DEFAULT 5, c TEXT, PRIMARY KEY (c))");
  CHECK(database.rows("SELECT b, c FROM t") == Lines{"5|NULL", "5|NULL"});
}

TEST_CASE("triggers and views that mention what is dropped are pointed out") {
  const std::string rest = R"(
    CREATE TABLE posts (body TEXT);
    CREATE TRIGGER posts_insert AFTER INSERT ON posts BEGIN UPDATE users SET nickname = NEW.body; END;
    CREATE VIEW names AS SELECT nickname FROM users;
    CREATE VIEW bodies AS SELECT body AS nickname FROM posts;
  )";
  const Lowered lowered =
      plan_between(schema_of("CREATE TABLE users (id INTEGER PRIMARY KEY, nickname TEXT UNIQUE);" + rest),
                   schema_of("CREATE TABLE users (id INTEGER PRIMARY KEY);" + rest));
  CHECK(hazards(lowered) ==
        Lines{"rewrite: copies every row of users", "data loss: drops column users.nickname and its values",
              "breaks: trigger posts_insert mentions users.nickname, which is dropped: change it in this revision too",
              "breaks: view names mentions users.nickname, which is dropped: change it in this revision too"});
}

TEST_CASE("a broken view elsewhere does not stop a rebuild") {
  Database database(
      "CREATE TABLE t (a TEXT); CREATE VIEW broken AS SELECT lost FROM nowhere; INSERT INTO t VALUES "
      "('x')");
  change_to(database, "CREATE TABLE t (a TEXT NOT NULL DEFAULT ''); CREATE VIEW broken AS SELECT lost FROM nowhere");
  CHECK(database.rows("SELECT a FROM t") == Lines{"x"});
}

TEST_CASE("column order follows the new schema in a rebuild") {
  Database database("CREATE TABLE t (a TEXT, b TEXT); INSERT INTO t VALUES ('a', 'b')");
  change_to(database, "CREATE TABLE t (c TEXT UNIQUE, b TEXT, a TEXT)");
  CHECK(database.rows("SELECT * FROM t") == Lines{"NULL|b|a"});
}

TEST_CASE("a table becomes STRICT if its values allow it, and says so before") {
  Database database("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)");
  const std::string strict = "CREATE TABLE t (a INTEGER) STRICT";
  SECTION("they do") {
    CHECK(has(hazards(change_to(database, strict)), "scan: fails where a value is not of its column's type"));
    CHECK(database.rows("SELECT a FROM t") == Lines{"1"});
  }
  SECTION("they don't, and nothing is changed") {
    database.run("INSERT INTO t VALUES ('x')");
    CHECK_THROWS(change_to(database, strict));
    database.session().rollback();
    CHECK(database.rows("SELECT a FROM t") == Lines{"1", "x"});
    CHECK_FALSE(database.schema().tables.front().options.strict);
  }
}

TEST_CASE("a rebuild finds a name of its own, whatever stands in the way") {
  const std::string rest = R"(
    CREATE TABLE Strata_New_t (a TEXT);
    CREATE INDEX strata_new_t_ ON Strata_New_t (a);
    CREATE VIEW strata_new_t__ AS SELECT 1;
    CREATE TRIGGER strata_new_t___ AFTER INSERT ON Strata_New_t BEGIN SELECT 1; END;
  )";
  Database database("CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('x');" + rest);
  change_to(database, "CREATE TABLE t (a TEXT CHECK (a <> ''));" + rest);
  CHECK(database.rows("SELECT a FROM t") == Lines{"x"});
  CHECK(database.schema().opaque_objects.size() == 1);
}

TEST_CASE("rows keep the numbers that no column shows") {
  Database database("CREATE TABLE t (rowid TEXT, a TEXT); INSERT INTO t (_rowid_, rowid, a) VALUES (7, 'r', 'x')");
  SECTION("while nothing else numbers them") {
    change_to(database, "CREATE TABLE t (rowid TEXT, a TEXT UNIQUE)");
    CHECK(database.rows("SELECT _rowid_, rowid FROM t") == Lines{"7|r"});
  }
  SECTION("until a column does") {
    change_to(database, "CREATE TABLE t (rowid TEXT, a TEXT, id INTEGER PRIMARY KEY)");
    CHECK(database.rows("SELECT id, rowid FROM t") == Lines{"1|r"});
  }
  SECTION("until every name for them is taken") {
    change_to(database, "CREATE TABLE t (rowid TEXT, a TEXT, oid TEXT, _rowid_ TEXT UNIQUE)");
    CHECK(database.rows("SELECT rowid, a FROM t") == Lines{"r|x"});
  }
}

TEST_CASE("a conflict clause makes no row vanish on the way") {
  Database database("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t VALUES (1, 'x'), (2, 'x')");
  for (const std::string action : {"IGNORE", "REPLACE", "FAIL", "ROLLBACK"}) {
    CAPTURE(action);
    CHECK_THROWS(
        change_to(database, "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE ON CONFLICT " + action + ")"));
    database.session().rollback();
    database.session().enforce_foreign_keys(true);
    CHECK(database.rows("SELECT count(*) FROM t") == Lines{"2"});
  }
}

TEST_CASE("a check may call the table by its name") {
  Database database("CREATE TABLE t (a INTEGER CHECK (t.a > 0)); INSERT INTO t VALUES (1)");
  const std::string wanted = "CREATE TABLE t (a INTEGER NOT NULL DEFAULT 1 CHECK (\"T\" . a > 0))";
  change_to(database, wanted);
  CHECK_THROWS(database.run("INSERT INTO t VALUES (0)"));
  CHECK(operations_between(database.schema(), schema_of(wanted)).empty());
}

TEST_CASE("a rebuild says which values would make it fail") {
  const auto said = [](const std::string& from, const std::string& to) {
    return hazards(plan_between(schema_of(from), schema_of(to))).at(1);
  };
  CHECK(said("CREATE TABLE t (a TEXT PRIMARY KEY NOT NULL)", "CREATE TABLE t (a INTEGER PRIMARY KEY)") ==
        "value change: values of t.a are converted from TEXT to INTEGER; the check fails if one does not fit: "
        "UPDATE it in this revision, before the check");
  CHECK(said("CREATE TABLE t (a TEXT) STRICT", "CREATE TABLE t (a REAL) STRICT") ==
        "value change: values of t.a are converted from TEXT to REAL; the check fails if one does not fit: UPDATE "
        "it in this revision, before the check");
  CHECK(said("CREATE TABLE t (a INTEGER)", "CREATE TABLE t (a TEXT)") ==
        "value change: values of t.a are converted from INTEGER to TEXT");
  const Lines nothing{"rewrite: copies every row of t"};
  CHECK(hazards(plan_between(schema_of("CREATE TABLE t (a TEXT)"), schema_of("CREATE TABLE t (a)"))) == nothing);
  CHECK(hazards(plan_between(schema_of("CREATE TABLE t (a TEXT) STRICT"),
                             schema_of("CREATE TABLE t (a ANY) STRICT"))) == nothing);
  CHECK(said("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT)", "CREATE TABLE t (id INTEGER PRIMARY KEY)") ==
        "value change: numbers of deleted rows of t may be given again");
}
