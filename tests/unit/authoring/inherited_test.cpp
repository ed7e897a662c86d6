// What a table has from its ancestors, however the tables are listed.
#include "runner/inherited.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace strata;

schema::Table table(const std::string& name, const std::vector<std::string>& columns) {
  schema::Table made;
  made.name = {"", name};
  for (const auto& column : columns) {
    made.columns.emplace_back();
    made.columns.back().name = column;
    made.columns.back().type = "integer";
  }
  return made;
}

std::vector<std::string> column_names(const schema::Table& table) {
  std::vector<std::string> names;
  for (const auto& column : table.columns) names.push_back(column.name);
  return names;
}

}  // namespace

TEST_CASE("a partition of a partition has the columns, keys and checks of both, listed before them or not") {
  schema::Schema schema;
  schema.tables = {table("inner", {}), table("middle", {}), table("outer", {"a", "b"})};
  schema.tables[0].options.partition_of = schema::ObjectName{"", "middle"};
  schema.tables[1].options.partition_of = schema::ObjectName{"", "outer"};
  schema.tables[2].checks.emplace_back();
  schema.tables[2].checks.back().expression = "a > 0";
  schema.tables[2].foreign_keys.emplace_back();
  const auto whole = runner::with_inherited(schema);
  CHECK(column_names(whole.tables[0]) == std::vector<std::string>{"a", "b"});
  CHECK(whole.tables[0].checks == schema.tables[2].checks);
  CHECK(whole.tables[0].foreign_keys == schema.tables[2].foreign_keys);
  CHECK(whole.tables[2] == schema.tables[2]);
}

TEST_CASE("an inheriting table has its parents' columns before its own, and none of their keys") {
  schema::Schema schema;
  schema.tables = {table("child", {"b", "c"}), table("one", {"a"}), table("two", {"a", "b"})};
  schema.tables[0].options.inherits = {{"", "one"}, {"", "two"}};
  schema.tables[1].foreign_keys.emplace_back();
  const auto whole = runner::with_inherited(schema);
  CHECK(column_names(whole.tables[0]) == std::vector<std::string>{"a", "b", "c"});
  CHECK(whole.tables[0].foreign_keys.empty());
}
