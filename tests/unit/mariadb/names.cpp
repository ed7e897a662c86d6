// Quoting: bare where a name reads as itself, and every text back as it was.
#include "dialects/mariadb/names.hpp"

#include <catch2/catch.hpp>

using namespace strata::dialects::mariadb;

TEST_CASE("names are quoted where they would not read as themselves") {
  CHECK(quote_identifier("users") == "users");
  CHECK(quote_identifier("Users") == "Users");
  CHECK(quote_identifier("a_1") == "a_1");
  CHECK(quote_identifier("name") == "name");
  CHECK(quote_identifier("value") == "`value`");
  CHECK(quote_identifier("order") == "`order`");
  CHECK(quote_identifier("ORDER") == "`ORDER`");
  CHECK(quote_identifier("rank") == "`rank`");  // MySQL 8
  CHECK(quote_identifier("count") == "`count`");  // count(…) would be a call
  CHECK(quote_identifier("_utf8mb4") == "`_utf8mb4`");
  CHECK(quote_identifier("1st") == "`1st`");
  CHECK(quote_identifier("größe") == "`größe`");
  CHECK(quote_identifier("say `hi`") == "`say ``hi```");
  CHECK(quote_identifier("").size() == 2);
}

TEST_CASE("a name has its database before it, if it has one") {
  CHECK(quote({"", "users"}) == "users");
  CHECK(quote({"sales", "order"}) == "sales.`order`");
  CHECK(quote_list({"a", "key"}) == "a, `key`");
}

TEST_CASE("literals escape what a string can't hold as it is") {
  CHECK(quote_literal("it's") == "'it''s'");
  CHECK(quote_literal("two\nlines \"x\"") == "'two\nlines \"x\"'");
  CHECK(quote_literal("a\\b") == "'a\\\\b'");
  CHECK(quote_literal(std::string_view("a\0b\x1A", 4)) == "'a\\0b\\Z'");
}

TEST_CASE("names are as long as their characters") {
  CHECK(characters_in("größe") == 5);
  CHECK(characters_in("") == 0);
}
