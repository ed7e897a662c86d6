// What is foretold of a column's values against what the server then makes of them.
#include "dialects/postgresql/type_change.hpp"

#include "dialects/postgresql/casts.hpp"
#include "dialects/postgresql/types.hpp"
#include "server.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::dialects;
using namespace strata::dialects::postgresql;
using namespace strata::test;

namespace {

schema::Column column(const std::string& type) {
  schema::Column made;
  made.name = "v";
  made.type = type;
  return made;
}

// The value as the changed column has it, by the statement that a revision has.
std::string changed(Session& session, const std::string& from, const std::string& to) {
  const auto value = conversion("v", from, to).value;
  session.execute(fmt::format("ALTER TABLE t ALTER COLUMN v TYPE {}{}", to, value.empty() ? "" : " USING " + value));
  return scalar(session, "SELECT " + literal_of("v") + " FROM t");
}

// The values that do not fit, sorted as text.
std::string misfits(Session& session, const std::string& from, const std::string& to) {
  const auto condition = misfit(column(from), column(to));
  REQUIRE_FALSE(condition.empty());
  return scalar(session, fmt::format("SELECT string_agg(v::text, ' ' ORDER BY v::text COLLATE \"C\") FROM t WHERE {}",
                                     condition));
}

}  // namespace

TEST_CASE("what a value is to become is what the server makes of it") {
  struct Case {
    std::string from, to, value;
  };
  const auto [from, to, value] =
      GENERATE(Case{"text", "boolean", "'yes'"}, Case{"text", "integer", "' 12 '"},
               Case{"numeric(10,4)", "numeric(10,2)", "1.239"},
               Case{"timestamp without time zone", "timestamp(0) without time zone", "'2024-01-31 12:30:00.6'"},
               Case{"timestamp without time zone", "date", "'2024-01-31 12:30:00'"},
               Case{"json", "jsonb", R"('{"b":1, "a" :2}')"}, Case{"text[]", "boolean[]", "'{t,no}'"},
               Case{"integer", "boolean", "2"}, Case{"integer", "integer[]", "2"},
               Case{"double precision", "real", "0.12345678901"}, Case{"numeric", "integer", "2.5"});
  const Database database;
  const auto session = database.connect();
  session->execute(fmt::format("CREATE TABLE t (v {})", from));
  session->execute(fmt::format("INSERT INTO t VALUES ({})", value));
  const auto expression = converted("v", {}, column(from), {}, column(to));
  REQUIRE_FALSE(expression.empty());
  const auto expected = scalar(*session, "SELECT " + literal_of(expression) + " FROM t");
  CHECK(changed(*session, from, to) == expected);
}

TEST_CASE("a cast that would cut a text foretells nothing") {
  CHECK(converted("v", {}, column("character varying(9)"), {}, column("character varying(3)")).empty());
  CHECK(converted("v", {}, column("bit varying(9)"), {}, column("bit varying(3)")).empty());
  CHECK(converted("v", {}, column("text"), {}, column("mood")).empty());
}

TEST_CASE("a composite value is foretold attribute by attribute") {
  schema::Schema from;
  from.composite_types.push_back({});
  from.composite_types[0].name = {"", "part"};
  from.composite_types[0].attributes = {column("text"), column("integer")};
  from.composite_types[0].attributes[1].name = "n";
  schema::Schema to = from;
  to.composite_types[0].attributes[1].name = "m";  // n goes, m comes
  const Database database;
  const auto session = database.connect();
  session->execute("CREATE TYPE part AS (v text, n integer)");
  session->execute("CREATE TABLE t (v part)");
  session->execute("INSERT INTO t VALUES (ROW('a, b', 1))");
  CHECK(scalar(*session, "SELECT " + literal_of(converted("v", from, column("part"), to, column("part"))) +
                             " FROM t") == R"('("a, b",)')");
  session->execute("ALTER TABLE t ALTER COLUMN v TYPE part[] USING ARRAY[v, NULL]");
  const auto list = converted("v", from, column("part[]"), to, column("part[]"));
  CHECK(scalar(*session, fmt::format("SELECT ({})::text FROM t", list)) == "{\"(\\\"a, b\\\",)\",NULL}");
}

TEST_CASE("misfits are the values that a conversion refuses or rounds") {
  struct Case {
    std::string from, to, values, unfit;
  };
  const auto [from, to, values, unfit] = GENERATE(
      Case{"bigint", "integer", "(1), (2147483648), (NULL)", "2147483648"},
      Case{"character varying(9)", "character varying(3)", "('abc'), ('abcd')", "abcd"},
      Case{"numeric", "numeric(4,2)", "(1.25), (1.255), (99.999), (100), ('NaN'), (NULL)", "1.255 100 99.999"},
      Case{"numeric", "integer", "(1), (1.5), (1e12), ('NaN')", "1.5 1000000000000 NaN"},
      Case{"double precision", "integer", "(1), (1.5), (1e300), ('Infinity')", "1.5 1e+300 Infinity"},
      Case{"double precision", "real", "(0.5), (0.1), (0.123456789012), (1e300), ('NaN')", "0.123456789012 1e+300"},
      Case{"timestamp without time zone", "timestamp(0) without time zone",
           "('2024-01-31 12:30:00'), ('2024-01-31 12:30:00.5')", "2024-01-31 12:30:00.5"},
      Case{"text", "integer", "(' 12 '), ('x'), ('1.5'), ('99999999999'), (NULL)", "1.5 99999999999 x"},
      Case{"text", "boolean", "('Yes'), ('of'), ('maybe'), ('1')", "maybe"},
      Case{"text", "uuid", "('00000000-0000-4000-8000-000000000001'), ('x')", "x"});
  const Database database;
  const auto session = database.connect();
  session->execute(fmt::format("CREATE TABLE t (v {})", from));
  session->execute(fmt::format("INSERT INTO t VALUES {}", values));
  CHECK(misfits(*session, from, to) == unfit);
}

TEST_CASE("what fits as it is has no misfits") {
  CHECK(misfit(column("integer"), column("bigint")).empty());
  CHECK(misfit(column("character varying(3)"), column("character varying(9)")).empty());
  CHECK(misfit(column("numeric(4,2)"), column("numeric(6,2)")).empty());
  CHECK(misfit(column("integer"), column("text")).empty());
}
