// Quoting: bare where a name reads as itself, and every text back as it was.
#include "dialects/postgresql/names.hpp"
#include "schema/error.hpp"

#include <catch2/catch.hpp>

using namespace strata::dialects::postgresql;

TEST_CASE("names are quoted only where the server would quote them") {
  CHECK(quote_identifier("users") == "users");
  CHECK(quote_identifier("_x1") == "_x1");
  CHECK(quote_identifier("name") == "name");
  CHECK(quote_identifier("value") == "value");
  CHECK(quote_identifier("order") == "\"order\"");
  CHECK(quote_identifier("timestamp") == "\"timestamp\"");
  CHECK(quote_identifier("left") == "\"left\"");
  CHECK(quote_identifier("Users") == "\"Users\"");
  CHECK(quote_identifier("1st") == "\"1st\"");
  CHECK(quote_identifier("a$b") == "\"a$b\"");
  CHECK(quote_identifier("größe") == "\"größe\"");
  CHECK(quote_identifier("say \"hi\"") == "\"say \"\"hi\"\"\"");
  CHECK(quote_identifier("") == "\"\"");
}

TEST_CASE("a name has its schema before it, if it has one") {
  CHECK(quote({"", "users"}) == "users");
  CHECK(quote({"sales", "Order"}) == "sales.\"Order\"");
  CHECK(quote_list({"a", "B"}) == "a, \"B\"");
}

TEST_CASE("literals escape only what must be") {
  CHECK(quote_literal("it's") == "'it''s'");
  CHECK(quote_literal("two\nlines") == "'two\nlines'");
  CHECK(quote_literal("a\\b'c") == "E'a\\\\b''c'");
  CHECK_THROWS_AS(quote_literal(std::string_view("a\0b", 3)), strata::Error);
}
