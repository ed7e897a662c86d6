// Read-backs of models: kept by all that they depend on, and only taken when they are whole.
#include "runner/read_back_cache.hpp"

#include "runner/replay.hpp"
#include "schema/write_json.hpp"
#include "temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace strata;
using runner::ReadBackCache;

namespace {

const dialects::Dialect& sqlite() {
  return dialects::dialect_named("sqlite");
}

runner::Project project_in(const std::filesystem::path& folder) {
  runner::Project project;
  project.root = folder;
  return project;
}

schema::Schema one_table(const std::string& name) {
  schema::Schema schema;
  schema.engine = "sqlite";
  schema.tables.emplace_back().name.name = name;
  auto& column = schema.tables.back().columns.emplace_back();
  column.name = "id";
  column.type = "INTEGER";
  return schema;
}

std::filesystem::path only_file(const std::filesystem::path& folder) {
  std::filesystem::path found;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    REQUIRE(found.empty());
    found = entry.path();
  }
  return found;
}

}  // namespace

TEST_CASE("a read-back is found for the same schema and scope, and for no other") {
  const test::TemporaryFolder folder;
  auto project = project_in(folder.path());
  const ReadBackCache cache(project, sqlite(), one_table("a"));
  CHECK_FALSE(cache.find());
  cache.keep("{}");
  CHECK(ReadBackCache(project, sqlite(), one_table("a")).find() == "{}");
  CHECK_FALSE(ReadBackCache(project, sqlite(), one_table("b")).find());
  project.scope.exclude = {"x*"};
  CHECK_FALSE(ReadBackCache(project, sqlite(), one_table("a")).find());
}

TEST_CASE("a read-back that is not whole is made anew") {
  const test::TemporaryFolder folder;
  const auto project = project_in(folder.path());
  const auto first = runner::read_back(project, sqlite(), one_table("a"));
  REQUIRE(first.tables.size() == 1);
  const auto file = only_file(folder.path() / ".strata" / "cache");
  std::filesystem::resize_file(file, std::filesystem::file_size(file) - 2);
  CHECK(runner::read_back(project, sqlite(), one_table("a")) == first);
  CHECK(ReadBackCache(project, sqlite(), one_table("a")).find() == schema::to_json(first));
}

TEST_CASE("what is kept is what a scratch database would give") {
  const test::TemporaryFolder folder;
  const auto project = project_in(folder.path());
  const auto made = runner::read_back(project, sqlite(), one_table("a"));
  const auto kept = runner::read_back(project, sqlite(), one_table("a"));
  CHECK(kept == made);
  CHECK(runner::read_back(project, sqlite(), one_table("a"), &made) == made);  // the other side is the same
}

TEST_CASE("without a folder to write to nothing is kept and nothing fails") {
  const auto project = project_in("/proc/nowhere");
  CHECK(runner::read_back(project, sqlite(), one_table("a")).tables.size() == 1);
}
