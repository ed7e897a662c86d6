// Engines by name and by URL.
#include "dialects/dialect.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::dialects;

TEST_CASE("engines are found by name and by the scheme of a URL") {
  CHECK(dialect_named("sqlite").name() == "sqlite");
  CHECK(dialect_for(parse_url("sqlite:a.db")).name() == "sqlite");
  CHECK_FALSE(all_dialects().empty());
}

TEST_CASE("an unknown engine is refused with the known ones") {
  const auto refused = [](const auto& action) {
    try {
      action();
      FAIL("accepted");
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::config);
      CHECK(std::string(error.what()).find("secret") == std::string::npos);
      CHECK(error.hint().find("sqlite") != std::string::npos);
    }
  };
  refused([] { (void)dialect_named("oracle"); });
  refused([] { (void)dialect_for(parse_url("oracle://me:secret@h/d")); });
}

TEST_CASE("a dialect's scratch database is empty and its own") {
  const Dialect& dialect = dialect_named("sqlite");
  const auto first = dialect.scratch({}, {});
  const auto second = dialect.scratch({}, {});
  first->execute("create table t(a)");
  CHECK(dialect.introspect(*first, {}).tables.size() == 1);
  CHECK(dialect.introspect(*second, {}).tables.empty());
}
