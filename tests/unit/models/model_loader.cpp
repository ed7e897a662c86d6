// The loader with a stand-in for the DSL (a header and a main of a few lines), so that compiling costs little; the
// real one is loaded by tests/install.
#include "runner/model_loader.hpp"

#include "../environment.hpp"
#include "../temporary_folder.hpp"
#include "schema/error.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::runner;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

constexpr const char* dsl_header = R"(#pragma once
extern const char* table_name;
struct Table { explicit Table(const char* name) { table_name = name; } };
)";
constexpr const char* dsl_core = R"(#include <strata/model.hpp>
#include "schema/version.h"
#include <stdio.h>
const char* table_name = nullptr;
int main() {
  printf("{\"strata\": %d, \"kind\": \"model\", \"tables\": [{\"name\": \"%s\", \"columns\": "
         "[{\"name\": \"id\", \"type\": {\"kind\": \"int64\"}}]}]}", FORMAT, table_name);
}
)";
// Counts its runs that compile or link, in the file `calls` beside it.
constexpr const char* compiler = R"(#!/bin/sh
[ "$1" = --version ] || echo "$*" >> "$(dirname "$0")/calls"
exec c++ "$@"
)";

class Fixture {
 public:
  Fixture() {
    folder_.write("home/schema/dsl/strata/model.hpp", dsl_header);
    folder_.write("home/schema/schema.cpp", "");
    folder_.write("home/schema/write_json.cpp", dsl_core);
    folder_.write("home/schema/version.h", "#define FORMAT 1\n");
    folder_.write("shop/models/user.hpp", "#define USERS \"users\"\n");
    folder_.write("shop/models/user.cpp",
                  "#include <strata/model.hpp>\n#include \"user.hpp\"\nstatic Table users{USERS};\n");
    project.models.compiler = folder_.write_program("c++", compiler).native();
    project.models.sources = {"models/*.cpp"};
    project.root = folder_.path() / "shop";
  }

  // Compilations and linkings since the last call.
  std::size_t compiler_runs() {
    const std::string calls = test::content_of(folder_.path() / "calls");
    fs::remove(folder_.path() / "calls");
    return static_cast<std::size_t>(std::count(calls.begin(), calls.end(), '\n'));
  }

  void write(const fs::path& name, std::string_view content) const { folder_.write("shop" / name, content); }
  void use_command(const std::string& command) {
    project.models.sources.clear();
    project.models.command = command;
  }
  void use_file(const std::string& file) {
    project.models.sources.clear();
    project.models.file = file;
  }
  [[nodiscard]] const fs::path& path() const { return folder_.path(); }

  Project project;

 private:
  test::TemporaryFolder folder_;
  test::EnvironmentVariable home_{"STRATA_HOME", (folder_.path() / "home").native()};
  test::EnvironmentVariable cache_{"XDG_CACHE_HOME", (folder_.path() / "user-cache").native()};
};

std::string table_of(const LoadedModels& loaded) {
  return std::get<schema::Model>(loaded).tables.at(0).name.name;
}

// What load_models throws.
Error failure(const Project& project) {
  try {
    load_models(project);
  } catch (const Error& error) {
    return error;
  }
  FAIL("no error");
  return {ErrorCode::internal, ""};
}

}  // namespace

TEST_CASE_METHOD(Fixture, "sources are compiled once") {
  std::vector<std::string> said;
  CHECK(table_of(load_models(project, [&](std::string_view what) { said.emplace_back(what); })) == "users");
  CHECK(compiler_runs() == 4);  // the source, two of the DSL's, the link
  CHECK(said.front() == "compiling the models (1 of 3)");
  CHECK(test::content_of(project.root / ".strata/.gitignore") == "*\n");

  CHECK(table_of(load_models(project)) == "users");
  CHECK(compiler_runs() == 0);
}

TEST_CASE_METHOD(Fixture, "an edited header recompiles what includes it") {
  load_models(project);
  compiler_runs();
  write("models/other.cpp", "int other;\n");
  load_models(project);
  CHECK(compiler_runs() == 2);

  write("models/user.hpp", "#define USERS \"people\"\n");
  CHECK(table_of(load_models(project)) == "people");
  CHECK(compiler_runs() == 2);  // user.cpp and the link

  write("models/user.hpp", "#define USERS \"users\"\n");
  CHECK(table_of(load_models(project)) == "users");
  CHECK(compiler_runs() == 0);  // seen before
}

TEST_CASE_METHOD(Fixture, "flags and the compiler are part of the key") {
  load_models(project);
  compiler_runs();
  project.models.flags = {"-DSOMETHING"};
  load_models(project);
  CHECK(compiler_runs() == 4);
}

TEST_CASE_METHOD(Fixture, "strata's own objects are shared by projects") {
  load_models(project);
  compiler_runs();
  fs::create_directory(path() / "second");
  fs::copy(project.root / "models", path() / "second/models");
  project.root = path() / "second";
  load_models(project);
  CHECK(compiler_runs() == 2);
}

TEST_CASE_METHOD(Fixture, "a broken cache heals") {
  load_models(project);
  compiler_runs();
  for (const auto& entry : fs::directory_iterator(project.root / ".strata/cache")) fs::remove_all(entry.path());
  CHECK(table_of(load_models(project)) == "users");
  CHECK(compiler_runs() == 2);
}

TEST_CASE_METHOD(Fixture, "stratas that run at once share the cache") {
  std::vector<pid_t> children(4);
  for (auto& child : children) {
    child = ::fork();
    if (child == 0) ::_exit(table_of(load_models(project)) == "users" ? 0 : 1);
  }
  for (const pid_t child : children) {
    int status = -1;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
  }
  compiler_runs();
  CHECK(table_of(load_models(project)) == "users");
  CHECK(compiler_runs() == 0);
  for (const auto& entry : fs::directory_iterator(project.root / ".strata/cache")) {
    CHECK_THAT(entry.path().filename().native(), !Contains("work-") && !Contains("tmp"));
  }
}

TEST_CASE_METHOD(Fixture, "a model that does not compile shows the compiler's message and its place") {
  write("models/user.cpp", "#include <strata/model.hpp>\n\nstatic Tabel users{\"users\"};\n");
  const Error error = failure(project);
  CHECK(error.code() == ErrorCode::models);
  CHECK_THAT(error.what(), Contains("models/user.cpp does not compile: ") && Contains("Tabel"));
  CHECK(error.place().file == "models/user.cpp");
  CHECK(error.place().line == 3);
  CHECK_THAT(error.detail(), Contains("static Tabel users"));

  write("models/other.cpp", "?\n");
  CHECK_THAT(failure(project).what(), Contains("models/other.cpp and 1 other file do not compile"));
}

TEST_CASE_METHOD(Fixture, "models that do not link say so") {
  write("models/user.cpp", "#include <strata/model.hpp>\nconst char* name();\nstatic Table users{name()};\n");
  const Error error = failure(project);
  CHECK_THAT(error.what(), Contains("do not link"));
  CHECK_THAT(error.detail(), Contains("undefined reference"));
}

TEST_CASE_METHOD(Fixture, "a missing compiler has a way out") {
  project.models.compiler = "./no-such-c++ -m64";
  const Error error = failure(project);
  CHECK_THAT(error.what(), Contains("\"./no-such-c++ -m64\" could not be started: No such file"));
  CHECK_THAT(error.hint(), Contains("[models] compiler"));
}

TEST_CASE_METHOD(Fixture, "a missing DSL says where it was looked for") {
  const test::EnvironmentVariable home("STRATA_HOME", "/nowhere");
  CHECK_THAT(failure(project).what(), Contains("/nowhere"));
}

TEST_CASE_METHOD(Fixture, "models that crash are kept for a debugger") {
  write("models/user.cpp", "static int crash = *static_cast<volatile int*>(nullptr);\n");
  const Error error = failure(project);
  CHECK_THAT(error.what(), Contains("killed by signal 11"));
  CHECK_THAT(error.hint(), Contains("crashed-exporter"));
  CHECK(fs::exists(project.root / ".strata/cache/crashed-exporter"));
}

TEST_CASE_METHOD(Fixture, "models that never end are stopped") {
  write("models/user.cpp", "static int wait() { for (volatile int x = 0;;) x = 1; }\nstatic int never = wait();\n");
  project.models.timeout = std::chrono::seconds(1);
  const Error error = failure(project);
  CHECK_THAT(error.what(), Contains("did not end within 1 s"));
  CHECK_THAT(error.hint(), Contains("timeout"));
}

TEST_CASE_METHOD(Fixture, "an exporter's model is read") {
  write("model.json", R"({"strata": 1, "kind": "model"})");
  project.models.build = "cp model.json built.json";
  use_command("cat built.json");
  CHECK(std::get<schema::Model>(load_models(project)).tables.empty());
}

TEST_CASE_METHOD(Fixture, "a build that fails shows its output") {
  project.models.build = "echo compiling; echo broken >&2; exit 4";
  use_command("true");
  const Error error = failure(project);
  CHECK_THAT(error.what(), Contains("[models] build exited with status 4"));
  CHECK(error.detail() == "compiling\nbroken\n");
}

TEST_CASE_METHOD(Fixture, "an exporter's failures are told apart") {
  use_command("echo no database >&2; exit 7");
  CHECK_THAT(failure(project).what(), Contains("exited with status 7"));
  CHECK(failure(project).detail() == "no database\n");

  use_command("echo 'models/a.cpp:3: error: two tables are named users' >&2; exit 1");
  CHECK(std::string(failure(project).what()) == "two tables are named users");
  CHECK(failure(project).place().line == 3);

  use_command("kill -ABRT $$");
  CHECK_THAT(failure(project).what(), Contains("signal 6 (Aborted)"));

  use_command("true");
  CHECK_THAT(failure(project).what(), Contains("printed nothing"));

  use_command("printf 'Hello\\tworld\\nmore\\n'");
  CHECK_THAT(failure(project).what(), Contains("did not print a model"));
  CHECK_THAT(failure(project).detail(), Contains("Hello"));

  use_command("echo '{\"strata\": 1, \"kind\": \"model\"'");
  CHECK_THAT(failure(project).what(), Contains("did not print a model"));

  use_command("exec sleep 1000");
  project.models.timeout = std::chrono::seconds(1);
  CHECK_THAT(failure(project).what(), Contains("sleep 1000 did not end within 1 s"));
}

TEST_CASE_METHOD(Fixture, "an exporter does not see the database's password") {
  const test::EnvironmentVariable url("DATABASE_URL", "sqlite:secret.db");
  const test::EnvironmentVariable plain("SHOP_SECRET", "correcthorse");
  project.url = "postgresql://shop:correcthorse@db/shop";
  use_command("env > seen; echo '{\"strata\": 1, \"kind\": \"model\"}'");
  load_models(project);
  const std::string seen = test::content_of(project.root / "seen");
  CHECK_THAT(seen, Contains("PATH="));
  CHECK_THAT(seen, !Contains("correcthorse"));
  CHECK_THAT(seen, !Contains("secret.db"));
}

TEST_CASE_METHOD(Fixture, "a model that contradicts itself is not loaded") {
  use_command(
      R"(echo '{"strata": 1, "kind": "model", "tables": [{"name": "a", "primary_key": {"parts": [{"column": "b"}]}}]}')");
  CHECK(failure(project).code() == ErrorCode::models);
}

TEST_CASE_METHOD(Fixture, "files are models, schemas or scripts") {
  write("model.json", R"({"strata": 1, "kind": "model"})");
  write("schema.json", R"({"strata": 1, "kind": "schema", "engine": "sqlite"})");
  write("schema.sql", "CREATE TABLE a (b);");
  use_file("model.json");
  CHECK(std::holds_alternative<schema::Model>(load_models(project)));
  use_file("schema.json");
  CHECK(std::get<schema::Schema>(load_models(project)).engine == "sqlite");
  use_file("schema.sql");
  CHECK(std::get<SqlScript>(load_models(project)).text == "CREATE TABLE a (b);");

  use_file("missing.sql");
  CHECK_THAT(failure(project).what(), Contains("missing.sql does not exist"));
  fs::create_directory(project.root / "folder.json");
  use_file("folder.json");
  CHECK_THAT(failure(project).what(), Contains("is a folder"));
  use_file("models.cpp");
  CHECK_THAT(failure(project).hint(), Contains("[models] sources"));
}

TEST_CASE_METHOD(Fixture, "a project says once where its models are") {
  project.models.file = "schema.sql";
  CHECK(failure(project).code() == ErrorCode::config);
  project.models = {};
  CHECK_THAT(failure(project).what(), Contains("says nothing"));
  project.models.build = "make";
  CHECK_THAT(failure(project).what(), Contains("build needs the command"));
}
