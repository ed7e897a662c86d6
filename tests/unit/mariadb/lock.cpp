// The names of locks: runners of other versions of strata must find the same.
#include "dialects/mariadb/lock.hpp"

#include <catch2/catch.hpp>

using strata::dialects::mariadb::lock_key;

TEST_CASE("the key of a name never changes, and fits") {
  CHECK(lock_key("", "") == "strata_run_af63bd4c8601b7df");
  CHECK(lock_key("a", "") != lock_key("", "a"));
  CHECK(lock_key(std::string(500, 'x'), "d").size() <= 64);
}
