// Read-backs of models: kept by all that they depend on, and only taken when they are whole.
#include "runner/read_back_cache.hpp"

#include "../temporary_folder.hpp"
#include "runner/desired_models.hpp"
#include "runner/replay.hpp"
#include "schema/write_json.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace strata;

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

schema::Schema read_back(const runner::Project& project, const schema::Schema* other = nullptr) {
  return runner::read_back(
      project, sqlite(), "one table", [] { return one_table("a"); }, other);
}

std::optional<runner::BuildCache> cache_of(const runner::Project& project, std::string_view identity) {
  return runner::read_back_cache(project, sqlite(), identity);
}

runner::ModelsText text_of(const schema::Schema& schema) {
  return {schema::to_json(schema), false,
          [](const std::string& json) { return runner::read_json_models(json, "models.json"); }};
}

}  // namespace

TEST_CASE("a read-back is found for the same models and scope, and for no other") {
  const test::TemporaryFolder folder;
  auto project = project_in(folder.path());
  CHECK_FALSE(cache_of(project, "a")->find());
  cache_of(project, "a")->keep("{}");
  CHECK(cache_of(project, "a")->find() == "{}");
  CHECK_FALSE(cache_of(project, "b")->find());
  project.scope.exclude = {"x*"};
  CHECK_FALSE(cache_of(project, "a")->find());
}

TEST_CASE("a read-back that is not whole is made anew") {
  const test::TemporaryFolder folder;
  const auto project = project_in(folder.path());
  const auto first = read_back(project);
  REQUIRE(first.tables.size() == 1);
  const auto file = only_file(folder.path() / ".strata" / "cache");
  const auto size = std::filesystem::file_size(file);
  std::filesystem::resize_file(file, size - 2);
  CHECK(read_back(project) == first);
  CHECK(std::filesystem::file_size(file) == size);
}

TEST_CASE("what is kept is what a scratch database would give") {
  const test::TemporaryFolder folder;
  const auto project = project_in(folder.path());
  const auto made = read_back(project);
  CHECK(read_back(project) == made);
  CHECK(read_back(project, &made) == made);  // the other side is the same
  const auto different = one_table("b");
  CHECK(read_back(project, &different) == made);
}

TEST_CASE("without a folder to write to nothing is kept and nothing fails") {
  CHECK(read_back(project_in("/proc/nowhere")).tables.size() == 1);
}

TEST_CASE("models that were read before need not be read again") {
  const test::TemporaryFolder folder;
  const auto project = project_in(folder.path());
  runner::DesiredModels first(project, sqlite(), text_of(one_table("a")), "models.json");
  const auto made = first.state(project, nullptr);
  auto unread = text_of(one_table("a"));
  unread.read = [](const std::string&) -> runner::LoadedModels { throw Error(ErrorCode::models, "read again"); };
  runner::DesiredModels again(project, sqlite(), unread, "models.json");
  CHECK(again.summary().schemas == first.summary().schemas);
  CHECK(again.state(project, nullptr).schema == made.schema);
  unread.text += ' ';
  CHECK_THROWS_WITH(runner::DesiredModels(project, sqlite(), unread, "models.json"), "read again");
}

TEST_CASE("a saved inspection holds for its own engine only, also when it was read before") {
  const test::TemporaryFolder folder;
  const auto project = project_in(folder.path());
  auto schema = one_table("a");
  schema.engine = "other";
  for (int time = 0; time < 2; ++time) {
    CHECK_THROWS_WITH(runner::DesiredModels(project, sqlite(), text_of(schema), "models.json"),
                      Catch::Contains("describes a schema of other"));
  }
}
