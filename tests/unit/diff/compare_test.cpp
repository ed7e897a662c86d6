// Properties of the comparison on random schemas, and what a case file can't show: written against canonical
// spelling, and what an operation holds.
#include "random_schema.hpp"

#include "diff/compare.hpp"
#include "schema/error.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

namespace {

using namespace strata::diff;
using strata::schema::Schema;
using strata::schema::Table;
using strata::test::Random;

Operations compare_as_written(const Schema& from, const Schema& to, bool opaque_objects) {
  return compare({from, from}, {to, to}, {opaque_objects});
}

// The same schema with its lists inside tables the other way round.
Schema shuffled(Schema schema) {
  std::ranges::reverse(schema.tables);
  for (Table& table : schema.tables) {
    std::ranges::reverse(table.columns);
    std::ranges::reverse(table.uniques);
    std::ranges::reverse(table.checks);
    std::ranges::reverse(table.foreign_keys);
    std::ranges::reverse(table.indexes);
  }
  return schema;
}

Schema with_default(const std::string& text) {
  strata::schema::Column column;
  column.name = "a";
  column.type = "INTEGER";
  column.default_value = text;
  Table table;
  table.name.name = "t";
  table.columns = {column};
  Schema schema;
  schema.tables = {table};
  return schema;
}

strata::schema::OpaqueObject trigger(const std::string& owner) {
  strata::schema::OpaqueObject trigger;
  trigger.kind = "trigger";
  trigger.name.name = "on_" + owner;
  trigger.definition = "CREATE TRIGGER on_" + owner;
  trigger.table = ObjectName{"", owner};
  return trigger;
}

}  // namespace

TEST_CASE("a schema does not differ from itself, whatever the order in its lists") {
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    Random random(seed);
    const Schema schema = random_schema(random);
    INFO("seed " << seed);
    CHECK(compare_as_written(schema, schema, true).empty());
    CHECK(compare_as_written(schema, shuffled(schema), true).empty());
  }
}

TEST_CASE("comparing the other way gives the reverse operations") {
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    Random random(seed);
    const Schema a = random_schema(random);
    const Schema b = random_schema(random);
    const bool opaque_objects = seed % 2 == 0;
    INFO("seed " << seed);
    const Operations there = compare_as_written(a, b, opaque_objects);
    const Operations back = compare_as_written(b, a, opaque_objects);
    CHECK_FALSE(there.empty());
    CHECK_THAT(reverse(there), Catch::UnorderedEquals(back));
    CHECK(reverse(reverse(there)) == there);
  }
}

TEST_CASE("canonical spelling decides, written spelling is reported") {
  const Schema one = with_default("1");
  const Schema one_in_parentheses = with_default("(1)");
  const Schema two = with_default("2");

  CHECK(compare({one, one}, {one_in_parentheses, one}).empty());
  const Operations operations = compare({one_in_parentheses, one}, {two, two});
  REQUIRE(operations.size() == 1);
  const auto& change = std::get<AlterColumn>(operations.front());
  CHECK(change.from.default_value == "(1)");
  CHECK(change.to.default_value == "2");
}

TEST_CASE("a canonical schema that is not object for object the written one is refused") {
  const Schema one = with_default("1");
  CHECK_THROWS_AS(compare({one, Schema{}}, {one, one}), strata::Error);
}

TEST_CASE("a created table comes with what hangs on it, a replaced view keeps what hangs on the old one") {
  Schema from;
  from.views.emplace_back();
  from.views[0].name.name = "v";
  from.views[0].definition = "SELECT 1";
  from.opaque_objects = {trigger("v")};
  Schema to = from;
  to.views[0].definition = "SELECT 2";
  to.tables = with_default("1").tables;
  to.opaque_objects = {trigger("t")};

  const Operations operations = compare({from, from}, {to, to});
  REQUIRE(operations.size() == 2);
  CHECK(std::get<CreateTable>(operations[0]).hanging == std::vector{trigger("t")});
  CHECK(std::get<ReplaceView>(operations[1]).hanging == std::vector{trigger("v")});
}

TEST_CASE("ten thousand tables are compared by name") {
  Schema from;
  for (int i = 0; i < 10'000; ++i) {
    Table table = with_default(std::to_string(i)).tables.front();
    table.name.name = "t" + std::to_string(i);
    from.tables.push_back(table);
  }
  Schema to = shuffled(from);
  to.tables[5000].comment = "changed";
  CHECK(compare_as_written(from, from, false).empty());
  const Operations operations = compare_as_written(from, to, false);
  REQUIRE(operations.size() == 1);
  CHECK(describe(operations.front()) == "change comment of table t4999");
}
