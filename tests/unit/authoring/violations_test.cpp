// What was violated before a revision is not its doing; what it adds is, also one more of the same.
#include "runner/violations.hpp"

#include <catch2/catch.hpp>

using strata::runner::new_violations;
using Lines = std::vector<std::string>;

TEST_CASE("only violations that were not there before are new") {
  CHECK(new_violations({}, {}).empty());
  CHECK(new_violations({"b", "a"}, {"a", "b"}).empty());
  CHECK(new_violations({"a", "b"}, {"b"}).empty());
  CHECK(new_violations({"b", "a"}, {"c", "b"}) == Lines{"c"});
  CHECK(new_violations({"a"}, {"a", "a"}) == Lines{"a"});
}
