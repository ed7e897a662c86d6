// What is foretold of values when a column's type changes.
#include "dialects/mariadb/type_change.hpp"

#include "wanted.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::dialects::mariadb;
using namespace strata::schema;
using namespace strata::test;

namespace {

std::string misfit_of(std::string from, std::string to) {
  const Table table = table_named("t");
  return misfit(table, column("c", std::move(from)), table, column("c", std::move(to)));
}

std::string conversion_of(std::string from, std::string to) {
  return converted("c", column("c", std::move(from)), column("c", std::move(to)));
}

}  // namespace

TEST_CASE("what holds all that the old type promises has no misfits") {
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"int(11)", "bigint(20)"},
           {"int(10) unsigned", "bigint(20)"},
           {"smallint(6)", "double"},
           {"int(11)", "decimal(10,0)"},
           {"decimal(10,2)", "decimal(12,4)"},
           {"varchar(20)", "varchar(30)"},
           {"varchar(20)", "text"},
           {"text", "longtext"},
           {"date", "datetime"},
           {"datetime", "datetime(6)"},
           {"enum('a','b')", "enum('b','c','a')"},
           {"varbinary(8)", "blob"},
           {"json", "longtext"},
       }) {
    INFO(from << " -> " << to);
    CHECK(misfit_of(from, to).empty());
  }
}

TEST_CASE("the values that do not fit are named by a condition") {
  CHECK(misfit_of("int(11)", "int(10) unsigned") == "c NOT BETWEEN 0 AND 4294967295");
  CHECK(misfit_of("bigint(20)", "tinyint(4)") == "c NOT BETWEEN -128 AND 127");
  CHECK(misfit_of("decimal(10,4)", "decimal(10,2)") == "c <> ROUND(c, 2)");
  CHECK(misfit_of("decimal(12,2)", "decimal(10,2)") == "ABS(ROUND(c, 2)) >= 1e8");
  CHECK(misfit_of("varchar(30)", "varchar(20)") == "CHAR_LENGTH(c) > 20");
  CHECK(misfit_of("longtext", "tinytext") == "LENGTH(c) > 255");
  CHECK(misfit_of("datetime(6)", "datetime(3)") == "MICROSECOND(c) % 1000 <> 0");
  CHECK(misfit_of("datetime", "date") == "TIME(c) <> 0");
  CHECK(misfit_of("enum('a','b','c')", "enum('c','a')") == "c IN ('b')");
  CHECK(misfit_of("set('a','b')", "set('b')") == "FIND_IN_SET('a', c) > 0");
  CHECK(misfit_of("varchar(9)", "enum('a','b')") == "c NOT IN ('a', 'b')");
  CHECK(misfit_of("longtext", "json") == "NOT JSON_VALID(c)");
  CHECK_FALSE(misfit_of("varchar(20)", "int(11)").empty());
  CHECK_FALSE(misfit_of("varchar(20)", "datetime").empty());
}

TEST_CASE("another character set loses what it has no letter for") {
  const Table table = table_named("t");
  Column column = test::column("c", "varchar(9)");
  Column latin = column;
  latin.character_set = "latin1";
  CHECK(misfit(table, column, table, latin).find("USING latin1") != std::string::npos);
  Table utf8 = table;
  utf8.options.character_set = "utf8mb4";
  CHECK(misfit(table, latin, utf8, column).empty());
}

TEST_CASE("what reads differently afterwards is said") {
  CHECK(conversion_of("datetime", "date") == "CAST(c AS DATE)");
  CHECK(conversion_of("varchar(30)", "datetime(3)") == "CAST(c AS DATETIME(3))");
  CHECK(conversion_of("varchar(36)", "uuid") == "CAST(c AS UUID)");
  CHECK(conversion_of("enum('a','b')", "int(11)") == "(c + 0)");
  CHECK(conversion_of("float", "double") == "CAST(c AS DOUBLE)");
  CHECK(conversion_of("int(11)", "bigint(20)").empty());
  CHECK(conversion_of("varchar(9)", "text").empty());
}

TEST_CASE("what goes without a word of the server's needs consent") {
  const Table table = table_named("t");
  const auto hazards = type_hazards(table, column("c", "decimal(10,4)"), table, column("c", "decimal(10,2)"));
  REQUIRE(hazards.size() == 1);
  CHECK(hazards[0].kind == diff::HazardKind::data_loss);
  CHECK(hazards[0].values_of == ColumnName{{"", "t"}, "c"});
  CHECK(type_hazards(table, column("c", "int(11)"), table, column("c", "bigint(20)")).empty());
}
