// The facade that applications embed, over real files.
#include "runner/runner.hpp"

#include "runner/directory.hpp"
#include "runner/duration.hpp"
#include "support.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::runner;
using strata::runner::test::revision;
using strata::test::TemporaryFolder;

TEST_CASE("an application migrates itself") {
  const TemporaryFolder folder;
  write_revision(folder.path() / "migrations", revision("a", {}, "CREATE TABLE a (id);", "DROP TABLE a;"));
  write_revision(folder.path() / "migrations", revision("b", {"a"}, "CREATE TABLE b (id);", "DROP TABLE b;"));
  const std::string url = "sqlite:" + (folder.path() / "app.db").string();
  {
    Runner runner{url, folder.path() / "migrations"};
    CHECK(runner.status().count(RevisionState::pending) == 2);
    CHECK(runner.up().applied.size() == 2);
    CHECK(runner.status().up_to_date());
  }
  Runner again{url, folder.path() / "migrations"};
  CHECK(again.up().applied.empty());
  CHECK(again.down("base").applied == std::vector<std::string>{"b", "a"});
}

TEST_CASE("durations") {
  using std::chrono::milliseconds;
  CHECK(parse_duration("250ms") == milliseconds{250});
  CHECK(parse_duration("5s") == milliseconds{5'000});
  CHECK(parse_duration("2m") == milliseconds{120'000});
  CHECK(parse_duration("1h") == milliseconds{3'600'000});
  for (const char* bad : {"", "5", "s", "-5s", "5 s", "5sec", "99999999999999999h"}) CHECK_FALSE(parse_duration(bad));
  CHECK(format_duration(milliseconds{420}) == "420 ms");
  CHECK(format_duration(milliseconds{1'300}) == "1.3 s");
  CHECK(format_duration(milliseconds{125'000}) == "2 min 5 s");
}
