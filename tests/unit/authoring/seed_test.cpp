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
  CHECK(db.one("SELECT count(*) FROM lines") == "3");
  CHECK(db.session->foreign_key_violations().empty());
}

TEST_CASE("checks are met by the literals in them") {
  const auto db = seeded(
      "CREATE TABLE t (kind TEXT NOT NULL CHECK (kind IN ('red', 'green')), flag INTEGER NOT NULL CHECK (flag IN (0, "
      "1)), "
      "size INTEGER NOT NULL CHECK (size > 1000 AND size < 2000), note TEXT CHECK (json_valid(note)));");
  CHECK(db.unseeded.empty());
  CHECK(db.one("SELECT count(*) > 0 FROM t WHERE note IS NULL") == "1");
}

TEST_CASE("a tree's first row refers to itself where it must refer to something") {
  const auto db = seeded("CREATE TABLE tree (id INTEGER PRIMARY KEY, parent INTEGER NOT NULL REFERENCES tree (id));");
  CHECK(db.unseeded.empty());
}

TEST_CASE("there is a row without NULL and one with it") {
  const auto db = seeded("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b REAL);");
  CHECK(db.one("SELECT count(*) FROM t WHERE a IS NOT NULL AND b IS NOT NULL") == "2");
  CHECK(db.one("SELECT count(*) FROM t WHERE a IS NULL AND b IS NULL") == "1");
}

TEST_CASE("a table that refuses every row is named") {
  const auto db = seeded(
      "CREATE TABLE t (id INTEGER PRIMARY KEY); CREATE TRIGGER no BEFORE INSERT ON t BEGIN SELECT raise(ABORT, 'no'); "
      "END;");
  CHECK(db.unseeded == std::vector<schema::ObjectName>{{"", "t"}});
}
