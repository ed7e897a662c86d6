// URLs of all engines, and that none of them shows a password.
#include "dialects/url.hpp"

#include "schema/error.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using dialects::DatabaseUrl;
using dialects::parse_url;
using dialects::redacted;

TEST_CASE("files") {
  CHECK(parse_url("sqlite:shop.db").path == "shop.db");
  CHECK_FALSE(parse_url("sqlite:shop.db").has_authority);
  CHECK(parse_url("sqlite:/var/shop.db").path == "/var/shop.db");
  CHECK(parse_url("sqlite:///var/shop.db").path == "var/shop.db");
  CHECK(parse_url("sqlite:///var/shop.db").has_authority);
  CHECK(parse_url("SQLite::memory:").path == ":memory:");
  CHECK(parse_url("SQLite::memory:").scheme == "sqlite");
  const DatabaseUrl url = parse_url("sqlite:my%20shop%3F.db?mode=ro&x");
  CHECK(url.path == "my shop?.db");
  REQUIRE(url.parameters.size() == 2);
  CHECK(url.parameters[0] == std::pair<std::string, std::string>{"mode", "ro"});
  CHECK(url.parameters[1] == std::pair<std::string, std::string>{"x", ""});
}

TEST_CASE("servers") {
  const DatabaseUrl url = parse_url("postgresql://me:p%40ss@db.example.org:5433/shop?sslmode=require");
  CHECK(url.scheme == "postgresql");
  CHECK(url.user == "me");
  CHECK(url.password == "p@ss");
  CHECK(url.host == "db.example.org");
  CHECK(url.port == "5433");
  CHECK(url.path == "shop");
  CHECK(parse_url("postgresql:///scratch").path == "scratch");
  CHECK(parse_url("postgresql:///scratch").host.empty());
  CHECK(parse_url("mariadb://u@[::1]:3306/d").host == "::1");
  CHECK(parse_url("mariadb://u@[::1]:3306/d").port == "3306");
  CHECK(parse_url("postgresql://%2Fvar%2Frun%2Fpg/d").host == "/var/run/pg");
  CHECK(parse_url("postgresql://a:1,b:2/d").host == "a,b");
  CHECK(parse_url("postgresql://a:1,b:2/d").port == "1,2");
  CHECK(parse_url("postgresql://u:p@ss@h/d").password == "p@ss");
}

TEST_CASE("what is no URL says so, without the password") {
  for (const char* text : {"shop.db", ":x", "postgresql://u:hidden@h:port/d", "postgresql://u:hidden%zz@h/d",
                           "mysql://u:hidden@[::1/d", "a b://u:hidden@h"}) {
    INFO(text);
    try {
      parse_url(text);
      FAIL("accepted");
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::config);
      CHECK(std::string(error.what()).find("hidden") == std::string::npos);
      CHECK_FALSE(error.hint().empty());
    }
  }
}

TEST_CASE("passwords are never shown") {
  CHECK(redacted(std::string_view("postgresql://me:secret@h/d?password=secret&a=b&sslpassword=secret")) ==
        "postgresql://me:***@h/d?password=***&a=b&sslpassword=***");
  CHECK(redacted(std::string_view("postgresql://me:s/e@c:r?e@t@h/d")) == "postgresql://me:***@h/d");
  CHECK(redacted(std::string_view("sqlite:a@b.db")) == "sqlite:a@b.db");
  for (const char* text :
       {"sqlite:shop.db", "sqlite:///var/shop.db?mode=ro", "postgresql://me@h:1/d", "mariadb://[::1]/d"}) {
    CHECK(redacted(parse_url(text)) == text);
    CHECK(redacted(std::string_view(text)) == text);
  }
  CHECK(redacted(parse_url("mysql://me:secret@h/d?pwd=secret")) == "mysql://me:***@h/d?pwd=***");
}
