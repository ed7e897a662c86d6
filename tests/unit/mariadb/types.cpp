// Portable types, the C++ types that columns read as, and values to try columns with.
#include "dialects/mariadb/types.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <stdexcept>

using namespace strata;
using dialects::mariadb::parse_type;
using schema::PortableKind;
using schema::PortableType;

namespace {

schema::Column column(std::string type) {
  schema::Column made;
  made.name = "a";
  made.type = std::move(type);
  return made;
}

PortableType portable(PortableKind kind) {
  PortableType type;
  type.kind = kind;
  return type;
}

std::string native(const PortableType& type) {
  return dialects::mariadb::native_type(type, [](const std::string& name) {
    return std::vector<std::string>{name, "it's"};
  });
}

schema::CppType read(const std::string& type) {
  return dialects::mariadb::cpp_type(column(type));
}

std::vector<std::string> samples(const std::string& type) {
  return dialects::mariadb::sample_values({}, column(type));
}

}  // namespace

TEST_CASE("a portable type is what the server calls it, and reads back as itself") {
  const auto both_ways = [](const PortableType& type, const std::string& sql) {
    INFO(sql);
    CHECK(native(type) == sql);
    const schema::CppType back = read(sql);
    CHECK(back.type == type);
    CHECK(back.exact);
  };
  both_ways(portable(PortableKind::boolean), "tinyint(1)");
  both_ways(portable(PortableKind::int16), "smallint(6)");
  both_ways(portable(PortableKind::int32), "int(11)");
  both_ways(portable(PortableKind::int64), "bigint(20)");
  both_ways(portable(PortableKind::float32), "float");
  both_ways(portable(PortableKind::float64), "double");
  both_ways(portable(PortableKind::text), "longtext");
  both_ways(portable(PortableKind::bytes), "longblob");
  both_ways(portable(PortableKind::date), "date");
  both_ways(portable(PortableKind::time), "time(6)");
  both_ways(portable(PortableKind::timestamp), "datetime(6)");
  both_ways(portable(PortableKind::timestamp_tz), "timestamp(6)");
  both_ways(portable(PortableKind::uuid), "uuid");
  both_ways(portable(PortableKind::json), "json");
  PortableType money = portable(PortableKind::decimal);
  money.precision = 12;
  money.scale = 2;
  both_ways(money, "decimal(12,2)");
  PortableType name = portable(PortableKind::varchar);
  name.length = 40;
  both_ways(name, "varchar(40)");
  name.kind = PortableKind::character;
  both_ways(name, "char(40)");
}

TEST_CASE("an enum type is written where it is used") {
  PortableType colour = portable(PortableKind::enumeration);
  colour.enum_name = "red";
  CHECK(native(colour) == "enum('red','it''s')");
}

TEST_CASE("what no column can be is no type") {
  CHECK_THROWS_AS(native(portable(PortableKind::interval)), std::invalid_argument);
  CHECK_THROWS_AS(native(portable(PortableKind::array)), std::invalid_argument);
}

TEST_CASE("other types read as the C++ type that holds their values") {
  const auto reads = [](const std::string& sql, PortableKind kind) {
    INFO(sql);
    const schema::CppType type = read(sql);
    CHECK(type.type.kind == kind);
    CHECK_FALSE(type.exact);
  };
  reads("tinyint(4)", PortableKind::int16);
  reads("tinyint(1) unsigned", PortableKind::int32);
  reads("smallint(5) unsigned", PortableKind::int32);
  reads("int(10) unsigned", PortableKind::int64);
  reads("bigint(20) unsigned", PortableKind::int64);
  reads("int(5) unsigned zerofill", PortableKind::int64);
  reads("decimal(5,2) unsigned", PortableKind::decimal);
  reads("float(7,3)", PortableKind::float32);
  reads("text", PortableKind::text);
  reads("blob", PortableKind::bytes);
  reads("binary(16)", PortableKind::bytes);
  reads("timestamp", PortableKind::timestamp_tz);
  reads("datetime", PortableKind::timestamp);
  reads("enum('a','b')", PortableKind::text);
  reads("set('a','b')", PortableKind::text);
  reads("bit(1)", PortableKind::boolean);
  reads("bit(8)", PortableKind::int64);
  reads("year(4)", PortableKind::int16);
  reads("inet6", PortableKind::text);
  reads("point REF_SYSTEM_ID=4326", PortableKind::bytes);
  reads("varchar(100) /*M!100301 COMPRESSED*/", PortableKind::varchar);
  reads("nothing_known(3)", PortableKind::text);
}

TEST_CASE("a type is taken apart") {
  const auto parts = parse_type("decimal(10,2) unsigned zerofill");
  CHECK(parts.base == "decimal");
  CHECK(parts.arguments == std::vector<std::string>{"10", "2"});
  CHECK(parts.is_unsigned);
  CHECK(parts.zerofill);
  CHECK(parse_type("enum('a','it''s',')')").arguments == std::vector<std::string>{"a", "it's", ")"});
}

TEST_CASE("samples are distinct, and begin with the simplest") {
  for (const std::string type : {"tinyint(1)",   "int(11)",       "bigint(20) unsigned",
                                 "decimal(5,2)", "float",         "double",
                                 "bit(3)",       "char(1)",       "varchar(40)",
                                 "longtext",     "binary(16)",    "varbinary(3)",
                                 "blob",         "enum('a','b')", "set('a','b')",
                                 "json",         "date",          "time(6)",
                                 "datetime(6)",  "timestamp",     "year(4)",
                                 "uuid",         "inet4",         "inet6",
                                 "point",        "geometry",      "polygon"}) {
    INFO(type);
    const std::vector<std::string> values = samples(type);
    CHECK(values.size() >= 2);
    CHECK(std::set<std::string>(values.begin(), values.end()).size() == values.size());
  }
  CHECK(samples("int(11)").front() == "1");
  CHECK(samples("varchar(3)").front() == "'a'");
}

TEST_CASE("samples fit the type") {
  CHECK(samples("char(1)") == std::vector<std::string>{"'a'", "'b'", "'c'", "''", "'1'"});
  CHECK(samples("decimal(2,2)") == std::vector<std::string>{"0", "0.01", "0.02", "0.05"});
  CHECK(samples("int(10) unsigned") == std::vector<std::string>{"1", "2", "3", "0", "42", "2147483647", "4294967295"});
  CHECK(samples("enum('x')") == std::vector<std::string>{"'x'"});
  CHECK(samples("set('a','b')") == std::vector<std::string>{"'a'", "'b'", "''", "'a,b'"});
  CHECK(samples("nothing_known").empty());
}
