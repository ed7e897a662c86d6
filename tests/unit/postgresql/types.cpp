// Portable types, the C++ types that columns read as, and values to try columns with.
#include "dialects/postgresql/types.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace strata;
using dialects::postgresql::named_type;
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
  return dialects::postgresql::native_type(type, [](const std::string& name) { return "app." + name; });
}

std::vector<std::string> samples(const std::string& type, const schema::Schema& schema = {}) {
  return dialects::postgresql::sample_values(schema, column(type));
}

schema::Schema with_types() {
  schema::Schema schema;
  schema.enums.push_back({{"app", "My Mood"}, {"ok", "it's"}, "", {}});
  schema::Domain domain;
  domain.name.name = "moods";
  domain.type = "app.\"My Mood\"[]";
  schema.domains.push_back(domain);
  schema::CompositeType composite;
  composite.name.name = "pair";
  composite.attributes = {column("integer"), column("moods")};
  schema.composite_types.push_back(composite);
  return schema;
}

}  // namespace

TEST_CASE("a portable type is what the server calls it, and reads back as itself") {
  const auto both_ways = [](const PortableType& type, const std::string& sql) {
    INFO(sql);
    CHECK(native(type) == sql);
    const schema::CppType back = dialects::postgresql::cpp_type(column(sql));
    CHECK(back.type == type);
    CHECK(back.exact);
  };
  both_ways(portable(PortableKind::boolean), "boolean");
  both_ways(portable(PortableKind::int16), "smallint");
  both_ways(portable(PortableKind::int32), "integer");
  both_ways(portable(PortableKind::int64), "bigint");
  both_ways(portable(PortableKind::float32), "real");
  both_ways(portable(PortableKind::float64), "double precision");
  both_ways({PortableKind::decimal, 0, 12, 2, "", {}}, "numeric(12,2)");
  both_ways(portable(PortableKind::text), "text");
  both_ways({PortableKind::varchar, 320, 0, 0, "", {}}, "character varying(320)");
  both_ways({PortableKind::character, 2, 0, 0, "", {}}, "character(2)");
  both_ways(portable(PortableKind::bytes), "bytea");
  both_ways(portable(PortableKind::date), "date");
  both_ways(portable(PortableKind::time), "time without time zone");
  both_ways(portable(PortableKind::timestamp), "timestamp without time zone");
  both_ways(portable(PortableKind::timestamp_tz), "timestamp with time zone");
  both_ways(portable(PortableKind::interval), "interval");
  both_ways(portable(PortableKind::uuid), "uuid");
  both_ways(portable(PortableKind::json), "jsonb");
  both_ways({PortableKind::array, 0, 0, 0, "", {portable(PortableKind::int32)}}, "integer[]");
  both_ways({PortableKind::array, 0, 0, 0, "", {{PortableKind::decimal, 0, 5, 1, "", {}}}}, "numeric(5,1)[]");
}

TEST_CASE("arrays of arrays are arrays of more dimensions") {
  const PortableType row{PortableKind::array, 0, 0, 0, "", {portable(PortableKind::int32)}};
  CHECK(native({PortableKind::array, 0, 0, 0, "", {row}}) == "integer[]");
}

TEST_CASE("what C++ has no exact type for is read as the nearest one") {
  const auto inexact = [](const std::string& sql, PortableKind kind) {
    INFO(sql);
    const schema::CppType type = dialects::postgresql::cpp_type(column(sql));
    CHECK(type.type.kind == kind);
    CHECK_FALSE(type.exact);
  };
  inexact("timestamp(0) without time zone", PortableKind::timestamp);
  inexact("timestamp(3) with time zone", PortableKind::timestamp_tz);
  inexact("time with time zone", PortableKind::time);
  inexact("interval day to second(3)", PortableKind::interval);
  inexact("interval day to second", PortableKind::interval);
  inexact("json", PortableKind::json);
  inexact("numeric", PortableKind::text);
  inexact("character varying", PortableKind::text);
  inexact("inet", PortableKind::text);
  inexact("\"char\"", PortableKind::text);
  inexact("oid", PortableKind::int64);
  CHECK_FALSE(dialects::postgresql::cpp_type(column("numeric[]")).exact);
}

TEST_CASE("the name of a type that is no built-in one") {
  CHECK(named_type("mood") == schema::ObjectName{"", "mood"});
  CHECK(named_type("app.\"My Mood\"[]") == schema::ObjectName{"app", "My Mood"});
  CHECK(named_type("\"a.b(c)\"") == schema::ObjectName{"", "a.b(c)"});
  CHECK_FALSE(named_type("timestamp(3) with time zone[]").has_value());
  CHECK_FALSE(named_type("").has_value());
  const schema::CppType type = dialects::postgresql::cpp_type(column("app.\"My Mood\""));
  CHECK(type.type == PortableType{PortableKind::enumeration, 0, 0, 0, "app.My Mood", {}});
}

TEST_CASE("values to try a column with are distinct and fit its type") {
  for (const char* type : {"boolean", "integer", "numeric(3,3)", "numeric(1,0)", "character(1)", "character varying(1)",
                           "bytea", "uuid", "jsonb", "bit(3)", "bit varying(3)", "interval year to month", "tstzrange",
                           "text[]", "inet", "timestamp(0) without time zone"}) {
    INFO(type);
    const auto values = samples(type);
    CHECK(values.size() >= 2);
    CHECK(std::set<std::string>(values.begin(), values.end()).size() == values.size());
  }
  for (const std::string& text : samples("character varying(1)")) CHECK(text.size() <= 3);
  CHECK(samples("numeric(2,2)").front() == "0.01");
  CHECK(samples("unknown_type").empty());
}

TEST_CASE("values of a schema's own types") {
  const schema::Schema schema = with_types();
  CHECK(samples("app.\"My Mood\"", schema) == std::vector<std::string>{"'ok'", "'it''s'"});
  CHECK(samples("moods", schema).front() == "ARRAY[('ok')::app.\"My Mood\"]");
  CHECK(samples("pair", schema).front() == "ROW(1, ARRAY[('ok')::app.\"My Mood\"])::pair");
}

TEST_CASE("a type that holds itself ends") {
  schema::Schema schema;
  schema::Domain domain;
  domain.name.name = "loop";
  domain.type = "loop[]";
  schema.domains.push_back(domain);
  CHECK_NOTHROW(samples("loop", schema));
}
