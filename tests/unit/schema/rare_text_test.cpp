// A text that is mostly absent.
#include "schema/rare_text.hpp"

#include <catch2/catch.hpp>

using strata::schema::RareText;

TEST_CASE("an empty text is an absent one") {
  RareText text = "why";
  CHECK_FALSE(text.empty());
  CHECK(text.view() == "why");
  text = "";
  CHECK(text.empty());
  CHECK(text.view().empty());
  CHECK(text == RareText{});
  CHECK(text == "");
}

TEST_CASE("copies of a rare text are texts of their own") {
  RareText text = std::string("mariadb");
  const RareText copy = text;
  CHECK(copy == text);
  text = std::string_view("sqlite");
  CHECK(copy == "mariadb");
  CHECK_FALSE(copy == text);
  CHECK_FALSE(copy == RareText{});
}
