// Names followed through renames, and rows compared across a change of type or of nullability.
#include "runner/rows.hpp"

#include "scratch.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace strata;
using runner::lost_rows;
using runner::name_map;
using runner::take_snapshot;
using test::sqlite;

// What is lost between two databases that hold the tables and rows given.
std::vector<std::string> lost(const std::string& before, const std::string& after,
                              const diff::Operations& operations = {}) {
  const auto old_session = test::scratch(before);
  const auto old_schema = sqlite().introspect(*old_session, {});
  const auto names = name_map(operations);
  const auto new_session = test::scratch(after);
  const auto new_schema = sqlite().introspect(*new_session, {});
  const auto snapshot = take_snapshot(*old_session, sqlite(), old_schema, new_schema, names);
  return lost_rows(*new_session, sqlite(), snapshot, new_schema, names);
}

}  // namespace

TEST_CASE("a swap of two names through a third is followed") {
  const auto names = name_map({diff::RenameTable{{"", "a"}, {"", "t"}}, diff::RenameTable{{"", "b"}, {"", "a"}},
                               diff::RenameTable{{"", "t"}, {"", "b"}}});
  CHECK(names.table({"", "a"}) == schema::ObjectName{"", "b"});
  CHECK(names.table({"", "b"}) == schema::ObjectName{"", "a"});
  CHECK(names.table({"", "c"}) == schema::ObjectName{"", "c"});
}

TEST_CASE("a column's rename is kept under its table's old name") {
  const auto names = name_map({diff::RenameTable{{"", "old"}, {"", "new"}}, diff::RenameColumn{{"", "new"}, "x", "y"}});
  CHECK(names.column({"", "old"}, "x") == "y");
  CHECK(names.column({"", "new"}, "x") == "x");
}

TEST_CASE("rows are compared under their new names, in any order") {
  CHECK(lost("CREATE TABLE a (x, y); INSERT INTO a VALUES (1, 'a'), (2, 'b')",
             "CREATE TABLE b (y, z); INSERT INTO b VALUES ('b', 2), ('a', 1)",
             {diff::RenameTable{{"", "a"}, {"", "b"}}, diff::RenameColumn{{"", "b"}, "x", "z"}})
            .empty());
}

TEST_CASE("a row that is there twice must be there twice afterwards") {
  const auto lines = lost("CREATE TABLE a (x); INSERT INTO a VALUES (1), (1), (2)",
                          "CREATE TABLE a (x); INSERT INTO a VALUES (1), (2), (2)");
  REQUIRE(lines.size() == 1);
  CHECK(lines[0] == "table a: a row is lost or changed: x 1");
}

TEST_CASE("what a NULL became may be what another row has always been") {
  const auto lines = lost("CREATE TABLE a (x INT); INSERT INTO a VALUES (NULL), (3), (NULL), (1)",
                          "CREATE TABLE a (x INT NOT NULL); INSERT INTO a VALUES (3), (7), (1), (3)");
  CHECK(lines.empty());
  CHECK(lost("CREATE TABLE a (x INT); INSERT INTO a VALUES (NULL), (3)",
             "CREATE TABLE a (x INT NOT NULL); INSERT INTO a VALUES (7), (7)") ==
        std::vector<std::string>{"table a: a row is lost or changed: x 3"});
}

TEST_CASE("a change of type may spell a number otherwise, but not lose it") {
  CHECK(lost("CREATE TABLE a (x TEXT); INSERT INTO a VALUES ('12')",
             "CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (12)")
            .empty());
  CHECK(lost("CREATE TABLE a (x TEXT); INSERT INTO a VALUES ('twelve')",
             "CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (0)")
            .size() == 1);
}

TEST_CASE("NULL may be filled only where the column stopped taking it") {
  CHECK(lost("CREATE TABLE a (x, k); INSERT INTO a VALUES (NULL, 1)",
             "CREATE TABLE a (x NOT NULL, k); INSERT INTO a VALUES (0, 1)")
            .empty());
  CHECK(lost("CREATE TABLE a (x, k); INSERT INTO a VALUES (NULL, 1)",
             "CREATE TABLE a (x, k); INSERT INTO a VALUES (0, 1)")
            .size() == 1);
  CHECK(lost("CREATE TABLE a (x, k); INSERT INTO a VALUES (1, 1)",
             "CREATE TABLE a (x, k); INSERT INTO a VALUES (NULL, 1)")
            .size() == 1);
}
