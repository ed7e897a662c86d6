// Made-up rows must satisfy what real schemas demand; a table that takes none is named, not passed over.
#include "runner/seed.hpp"

#include "scratch.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace strata;
using test::sqlite;

struct Seeded {
  std::unique_ptr<dialects::Session> session;
  std::vector<schema::ObjectName> unseeded;

  std::string one(const std::string& query) const { return session->query(query).at(0).at(0).value_or("NULL"); }
};

Seeded seeded(const std::string& script) {
  Seeded result{test::scratch(script), {}};
  result.unseeded = runner::seed(*result.session, sqlite(), sqlite().introspect(*result.session, {}));
  return result;
}

}  // namespace

TEST_CASE("children refer to rows that their parents have") {
  const auto db = seeded(
      "CREATE TABLE lines (order_id INTEGER NOT NULL, product TEXT NOT NULL, PRIMARY KEY (order_id, product), "
      "FOREIGN KEY (order_id) REFERENCES orders (id)); CREATE TABLE orders (id INTEGER PRIMARY KEY);");
  CHECK(db.unseeded.empty());
  CHECK(db.one("SELECT count(*) FROM lines") == "4");
  CHECK(db.session->foreign_key_violations().empty());
}

TEST_CASE("checks are met by the literals in them") {
  const auto db = seeded(
      "CREATE TABLE t (kind TEXT NOT NULL CHECK (kind IN ('red', 'green')), flag INTEGER NOT NULL CHECK (flag IN (0, "
      "1)), "
      "size INTEGER NOT NULL CHECK (size > 1000 AND size < 2000), note TEXT CHECK (json_valid(note)), other TEXT);");
  CHECK(db.unseeded.empty());
  CHECK(db.one("SELECT count(*) > 0 FROM t WHERE other IS NULL AND note IS NOT NULL") == "1");
}

TEST_CASE("a tree's first row refers to itself where it must refer to something") {
  const auto db = seeded("CREATE TABLE tree (id INTEGER PRIMARY KEY, parent INTEGER NOT NULL REFERENCES tree (id));");
  CHECK(db.unseeded.empty());
}

TEST_CASE("there is a row without NULL and one with it") {
  const auto db = seeded("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b REAL);");
  CHECK(db.one("SELECT count(*) FROM t WHERE a IS NOT NULL AND b IS NOT NULL") == "3");
  CHECK(db.one("SELECT count(*) FROM t WHERE a IS NULL AND b IS NULL") == "1");
}

TEST_CASE("a table that refuses every row is named") {
  const auto db = seeded(
      "CREATE TABLE t (id INTEGER PRIMARY KEY); CREATE TRIGGER no BEFORE INSERT ON t BEGIN SELECT raise(ABORT, 'no'); "
      "END;");
  CHECK(db.unseeded == std::vector<schema::ObjectName>{{"", "t"}});
}

namespace {

// Seeds `script` with rows that must fit `twin` as well.
Seeded seeded_for_both(const std::string& script, const std::string& twin, const runner::NameMap& names = {}) {
  Seeded result{test::scratch(script), {}};
  const auto other = test::scratch(twin);
  const auto there = sqlite().introspect(*other, {});
  const runner::Twin both{*other, there, names};
  result.unseeded = runner::seed(*result.session, sqlite(), sqlite().introspect(*result.session, {}), &both);
  return result;
}

}  // namespace

TEST_CASE("rows for two schemas satisfy the checks, keys and types of both") {
  const auto db = seeded_for_both(
      "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (a TEXT NOT NULL, n TEXT NOT NULL, p_id INTEGER)",
      "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (a TEXT NOT NULL CHECK (a IN ('x', 'y')), n INTEGER "
      "PRIMARY KEY, p_id INTEGER REFERENCES p, fresh TEXT NOT NULL)");
  CHECK(db.unseeded.empty());
  CHECK(db.one("SELECT count(*) > 0 AND sum(a NOT IN ('x', 'y')) = 0 FROM t") == "1");
  CHECK(db.one("SELECT count(*) FROM t WHERE p_id NOT IN (SELECT id FROM p)") == "0");
  CHECK(db.one("SELECT count(*) FROM t WHERE CAST(CAST(n AS INTEGER) AS TEXT) <> n") == "0");
}

TEST_CASE("tables that only one of two schemas has get no rows, and nothing refers to them") {
  const auto db = seeded_for_both(
      "CREATE TABLE gone (id INTEGER PRIMARY KEY); CREATE TABLE t (id INTEGER PRIMARY KEY, g INTEGER REFERENCES gone)",
      "CREATE TABLE fresh (id INTEGER PRIMARY KEY); CREATE TABLE t (id INTEGER PRIMARY KEY, g INTEGER REFERENCES "
      "fresh)");
  CHECK(db.unseeded.empty());
  CHECK(db.one("SELECT count(*) FROM gone") == "0");
  CHECK(db.one("SELECT count(*) > 0 AND count(g) = 0 FROM t") == "1");
}

TEST_CASE("rows for two schemas follow renames") {
  runner::NameMap names;
  names.tables[{"", "a"}] = {"", "b"};
  names.columns[{{"", "a"}, "x"}] = "y";
  const auto db = seeded_for_both("CREATE TABLE a (x INTEGER)", "CREATE TABLE b (y INTEGER CHECK (y = 4711))", names);
  CHECK(db.unseeded.empty());
  CHECK(db.one("SELECT count(*) > 0 AND sum(x <> 4711) = 0 FROM a WHERE x IS NOT NULL") == "1");
}
