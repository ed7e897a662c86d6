// A proof must fail for every way in which a revision can be wrong. The scripts here are written by hand, so that they
// can be wrong; what autogenerate writes is proved in tests/cli and tests/engine.
#include "runner/proof.hpp"

#include "dialects/plan.hpp"
#include "runner/revision_file.hpp"
#include "scratch.hpp"

#include <catch2/catch.hpp>

namespace {

using strata::test::schema_of;
using strata::test::sqlite;

const std::string users = "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);";

struct Case {
  std::string from = users;
  std::string to;
  std::string up;
  std::string down;
  bool foreign_keys = true;
};

strata::runner::Proof prove(const Case& c) {
  strata::runner::EnginePlan plan;
  plan.dialect = &sqlite();
  plan.from.schema = schema_of(c.from);
  plan.to.schema = schema_of(c.to);
  plan.operations = sqlite().compare(plan.from.schema, plan.to.schema);

  strata::runner::Revision revision;
  revision.id = "0123456789ab";
  revision.message = "a change";
  revision.created = "2026-11-21T00:00:00Z";
  revision.options.foreign_keys = c.foreign_keys;
  revision.sections = {{strata::runner::Direction::up, "", c.up, 1}, {strata::runner::Direction::down, "", c.down, 1}};
  const auto text = strata::runner::render_revision(revision);
  return strata::runner::prove({}, plan, strata::runner::parse_revision(text, "change.sql"));
}

// The whole of what a refused proof says.
std::string refusal(const Case& c) {
  try {
    prove(c);
  } catch (const strata::Error& error) {
    CHECK(error.code() == strata::ErrorCode::refused);
    return std::string(error.what()) + "\n" + error.detail();
  }
  return "proved";
}

using Catch::Matchers::Contains;

}  // namespace

TEST_CASE("a revision that does what it should is proved") {
  const Case c{users, "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT);",
               "ALTER TABLE users ADD COLUMN name TEXT;", "ALTER TABLE users DROP COLUMN name;"};
  CHECK(refusal(c) == "proved");
}

TEST_CASE("up that leads elsewhere is refused, with what is still to do") {
  const Case c{users, "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT);",
               "ALTER TABLE users ADD COLUMN nick TEXT;", "ALTER TABLE users DROP COLUMN nick;"};
  CHECK_THAT(refusal(c), Contains("up does not lead to the schema it should") && Contains("name") && Contains("nick"));
}

TEST_CASE("down that does not lead back is refused") {
  const Case c{users, "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT);",
               "ALTER TABLE users ADD COLUMN name TEXT;", "SELECT 1;"};
  CHECK_THAT(refusal(c), Contains("down does not lead to the schema it should") && Contains("name"));
}

TEST_CASE("a script that fails is refused, with the engine's message and the statement") {
  const Case c{users, "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT);",
               "ALTER TABLE user ADD COLUMN name TEXT;", "ALTER TABLE users DROP COLUMN name;"};
  CHECK_THAT(refusal(c), Contains("no such table") && Contains("ALTER TABLE user ADD"));
}

TEST_CASE("rows that go away are noticed though the schema is right") {
  const std::string to = "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);";
  const Case c{users, to, "DROP TABLE users; " + to, "DROP TABLE users; " + users};
  CHECK_THAT(refusal(c), Contains("up does not keep the rows") && Contains("table users: 4 rows before, 0 after"));
}

TEST_CASE("values that change are noticed though the schema is right") {
  const std::string to = "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT);";
  const Case c{users, to, "ALTER TABLE users ADD COLUMN name TEXT; UPDATE users SET email = 'x';",
               "ALTER TABLE users DROP COLUMN name;"};
  CHECK_THAT(refusal(c), Contains("a row is lost or changed"));
}

TEST_CASE("rows that the way back loses are noticed") {
  const std::string to = "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT);";
  const Case c{users, to, "ALTER TABLE users ADD COLUMN name TEXT;",
               "ALTER TABLE users DROP COLUMN name; DELETE FROM users WHERE id = 2;"};
  CHECK_THAT(refusal(c), Contains("down does not keep the rows"));
}

TEST_CASE("child rows that vanish with a rebuilt parent are noticed") {
  const std::string child =
      "CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE);";
  const std::string wide = "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);";
  const auto rebuild = [](const std::string& table) {
    return "CREATE TABLE fresh" + table.substr(std::string("CREATE TABLE users").size()) +
           " INSERT INTO fresh SELECT id, email FROM users; DROP TABLE users; ALTER TABLE fresh RENAME TO users;";
  };
  // Enforcement is on, so that dropping the old table deletes the children: what a careless rebuild does.
  const Case careless{users + child, wide + child, rebuild(wide), rebuild(users), true};
  CHECK_THAT(refusal(careless), Contains("table posts: 4 rows before, 0 after"));
}

TEST_CASE("a trigger that a rebuild forgets is noticed, though triggers are not modelled") {
  const std::string trigger = "CREATE TRIGGER watch AFTER INSERT ON users BEGIN SELECT 1; END;";
  const std::string wide = "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);";
  const Case c{
      users + trigger, wide + trigger,
      "CREATE TABLE fresh (id INTEGER PRIMARY KEY, email TEXT); INSERT INTO fresh SELECT id, email FROM users; "
      "DROP TABLE users; ALTER TABLE fresh RENAME TO users;",
      "SELECT 1;", false};
  CHECK_THAT(refusal(c), Contains("up does not lead to the schema it should") && Contains("watch"));
}

TEST_CASE("a view that no longer runs is noticed") {
  const std::string view = "CREATE VIEW names AS SELECT name FROM users;";
  const std::string named = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);";
  const std::string bare = "CREATE TABLE users (id INTEGER PRIMARY KEY);";
  const Case c{
      named + view, bare + view,
      "PRAGMA legacy_alter_table = ON; CREATE TABLE fresh (id INTEGER PRIMARY KEY); INSERT INTO fresh SELECT id "
      "FROM users; DROP TABLE users; ALTER TABLE fresh RENAME TO users; PRAGMA legacy_alter_table = OFF;",
      "SELECT 1;", false};
  CHECK_THAT(refusal(c), Contains("leaves objects that can't be used any more") && Contains("no such column: name"));
}

TEST_CASE("a script that reaches out of the scratch database is refused") {
  const Case c{users, users, "ATTACH 'other.db' AS other;", "SELECT 1;"};
  CHECK_THAT(refusal(c), Contains("scratch"));
}

TEST_CASE("what took no rows is named") {
  const Case c{users + "CREATE TABLE odd (a TEXT CHECK (a = 'x' || 'y' || 'z'));",
               users + "CREATE TABLE odd (a TEXT CHECK (a = 'x' || 'y' || 'z'), b TEXT);",
               "ALTER TABLE odd ADD COLUMN b TEXT;", "ALTER TABLE odd DROP COLUMN b;"};
  // NULL passes any check, so a nullable column does not keep its table empty.
  CHECK(prove(c).unseeded.empty());

  const Case strict{users + "CREATE TABLE odd (a TEXT NOT NULL CHECK (a = 'x' || 'y' || 'z'));",
                    users + "CREATE TABLE odd (a TEXT NOT NULL CHECK (a = 'x' || 'y' || 'z'), b TEXT);",
                    "ALTER TABLE odd ADD COLUMN b TEXT;", "ALTER TABLE odd DROP COLUMN b;"};
  CHECK(prove(strict).unseeded == std::vector<strata::schema::ObjectName>{{"", "odd"}});
}

TEST_CASE("a new constraint is proved with rows that it lets pass") {
  const std::string bare = "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, age INTEGER);";
  const std::string checked =
      "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT UNIQUE, age INTEGER CHECK (age > 1000));";
  const auto rebuild = [](const std::string& definition) {
    return "CREATE TABLE fresh" + definition.substr(definition.find(" (")) +
           "INSERT INTO fresh SELECT * FROM users; DROP TABLE users; ALTER TABLE fresh RENAME TO users;";
  };
  const Case c{bare, checked, rebuild(checked), rebuild(bare), false};
  CHECK(prove(c).unseeded.empty());
  const Case careless{bare, checked, rebuild(checked) + "UPDATE users SET email = NULL;", rebuild(bare), false};
  CHECK_THAT(refusal(careless), Contains("a row is lost or changed"));
}

TEST_CASE("rows that vanish because they are alike are noticed") {
  const std::string unique =
      "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE ON CONFLICT IGNORE);";
  const Case c{
      users, unique,
      "CREATE TABLE fresh (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE ON CONFLICT IGNORE); INSERT INTO "
      "fresh SELECT * FROM users; DROP TABLE users; ALTER TABLE fresh RENAME TO users;",
      "SELECT 1;", false};
  CHECK_THAT(refusal(c), Contains("table users: 4 rows before, 3 after"));
}
