// Sample values and literals on the server: every sample is taken as it is and is another value than the rest, and what
// literal_of() shows of it makes the same value again.
#include "dialects/mariadb/types.hpp"

#include "server.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::dialects;
using namespace strata::dialects::mariadb;
using namespace strata::test;

namespace {

const std::vector<std::string> types = {
    "tinyint(1)",
    "tinyint(4)",
    "smallint(6)",
    "mediumint(8) unsigned",
    "int(11)",
    "int(10) unsigned",
    "int(5) unsigned zerofill",
    "bigint(20)",
    "bigint(20) unsigned",
    "decimal(10,0)",
    "decimal(12,2)",
    "decimal(2,2)",
    "decimal(65,30) unsigned",
    "float",
    "float(7,3)",
    "double",
    "double unsigned",
    "bit(1)",
    "bit(3)",
    "bit(64)",
    "char(1)",
    "char(5)",
    "varchar(3)",
    "varchar(40)",
    "tinytext",
    "text",
    "longtext",
    "varchar(9) /*M!100301 COMPRESSED*/",
    "binary(1)",
    "binary(16)",
    "varbinary(1)",
    "varbinary(9)",
    "tinyblob",
    "longblob",
    "enum('a','it''s','')",
    "set('a','b','it''s')",
    "json",
    "date",
    "time",
    "time(6)",
    "datetime",
    "datetime(6)",
    "timestamp NULL",
    "timestamp(3) NULL",
    "year(4)",
    "uuid",
    "inet4",
    "inet6",
    "geometry",
    "point",
    "linestring",
    "polygon",
    "multipoint",
    "multilinestring",
    "multipolygon",
    "geometrycollection",
};

schema::Column column(const std::string& type) {
  schema::Column made;
  made.name = "c";
  made.type = type.substr(0, type.find(" NULL"));
  return made;
}

}  // namespace

TEST_CASE("samples are values of their type, each another one, and come back from their literals") {
  const Database database;
  const auto session = database.connect();
  const std::string literal = literal_of("c");
  for (const std::string& type : types) {
    INFO(type);
    session->execute(
        fmt::format("CREATE OR REPLACE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, c {}, d {})", type, type));
    const std::vector<std::string> samples = sample_values({}, column(type));
    REQUIRE(samples.size() >= 2);
    for (const std::string& sample : samples) {
      INFO(sample);
      REQUIRE_NOTHROW(session->execute(fmt::format("INSERT INTO t (c) VALUES ({})", sample)));
    }
    CHECK(scalar(*session, "SELECT count(DISTINCT hex(cast(c AS binary))) FROM t") == std::to_string(samples.size()));
    for (const Row& row : session->query(fmt::format("SELECT id, {} FROM t", literal))) {
      INFO(*row.at(1));
      REQUIRE_NOTHROW(session->execute(fmt::format("UPDATE t SET d = {} WHERE id = {}", *row.at(1), *row.at(0))));
    }
    CHECK(scalar(*session, "SELECT count(*) FROM t WHERE hex(cast(c AS binary)) <=> hex(cast(d AS binary))") ==
          std::to_string(samples.size()));
  }
}

TEST_CASE("literals of what no sample holds") {
  const Database database;
  const auto session = database.connect();
  const auto shown = [&](const std::string& value) {
    return scalar(*session, fmt::format("SELECT {} FROM (SELECT {} AS c) AS t", literal_of("c"), value));
  };
  CHECK(shown("NULL") == "NULL");
  CHECK(shown("-5") == "'-5'");
  CHECK(shown("0.1e100") == "'1e99'");
  CHECK(shown(R"('a\\b''c')") == R"('a\\b\'c')");
  CHECK(shown("X'00FF27'") == "X'00FF27'");
  CHECK(shown("'é'") == "'é'");
}
