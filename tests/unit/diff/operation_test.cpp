// Operations turned round, and as JSON.
#include "diff/operation.hpp"
#include "diff/step.hpp"
#include "diff/write_json.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace strata::diff;

strata::schema::Column column(const std::string& name, const std::string& type = "") {
  strata::schema::Column column;
  column.name = name;
  column.type = type;
  return column;
}

}  // namespace

TEST_CASE("the reverse of an index rename knows the index under its other name") {
  strata::schema::Index index;
  index.name = "new";
  index.where = "a > 0";
  const Operation back = reverse(Operation{RenameIndex{{"", "t"}, index, "old", "new"}});
  const auto& rename = std::get<RenameIndex>(back);
  CHECK(rename.from == "new");
  CHECK(rename.to == "old");
  CHECK(rename.index.name == "old");
  CHECK(rename.index.where == index.where);
}

TEST_CASE("a list is undone from its end") {
  const Operations operations{RenameTable{{"", "a"}, {"", "b"}}, AddColumn{{"", "b"}, column("x")}};
  const Operations expected{DropColumn{{"", "b"}, column("x")}, RenameTable{{"", "b"}, {"", "a"}}};
  CHECK(reverse(operations) == expected);
}

TEST_CASE("operations as JSON") {
  const Operations operations{AddColumn{{"", "users"}, column("say \"hi\"", "TEXT")},
                              DropColumn{{"shop", "users"}, column("age")}};
  CHECK(to_json(operations) == R"([
  {
    "operation": "add_column",
    "subject": "users.say \"hi\"",
    "description": "add column users.say \"hi\" TEXT"
  },
  {
    "operation": "drop_column",
    "subject": "shop.users.age",
    "description": "drop column shop.users.age",
    "destroys": "column shop.users.age and its values"
  }
]
)");
  CHECK(to_json({}) == "[]\n");
}

TEST_CASE("unnamed constraints are about their table") {
  strata::schema::Check check;
  check.expression = "a > 0";
  const Operation operation = AddConstraint{{"", "t"}, check};
  CHECK(kind(operation) == "add_constraint");
  CHECK(subject(operation) == "t");
  CHECK(describe(operation) == "add check on t (a > 0)");
}

TEST_CASE("hazards have names") {
  CHECK(to_string(HazardKind::data_loss) == "data loss");
  CHECK(to_string(HazardKind::not_transactional) == "not transactional");
}
