#include "cli/config.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>

#include "../temporary_folder.hpp"
#include "schema/error.hpp"

using namespace strata;
namespace fs = std::filesystem;

namespace {

// A folder of its own with a strata.toml.
class ProjectFolder : public test::TemporaryFolder {
 public:
  explicit ProjectFolder(std::string_view toml) { write("strata.toml", toml); }
};

struct Call {
  std::map<std::string, std::string> variables;
  std::string environment;
  std::string url;
  std::string folder;  // below the project's
};

runner::Project load(const ProjectFolder& project, const Call& call = {}) {
  cli::ConfigRequest request;
  request.working_directory = call.folder.empty() ? project.path() : project.path() / call.folder;
  request.environment = call.environment;
  request.url = call.url;
  request.variables = [&](const std::string& name) -> std::optional<std::string> {
    const auto found = call.variables.find(name);
    if (found == call.variables.end()) return std::nullopt;
    return found->second;
  };
  return cli::load_project(request);
}

Error error_of(const std::string& toml, const Call& call = {}) {
  const ProjectFolder project(toml);
  try {
    load(project, call);
  } catch (const Error& error) {
    return error;
  }
  return Error(ErrorCode::internal, "no error");
}

std::string place_of(const Error& error) {
  return fs::path(error.place().file).filename().string() + ":" + std::to_string(error.place().line) + ":" +
         std::to_string(error.place().column);
}

}  // namespace

TEST_CASE("an empty file gives the defaults") {
  const ProjectFolder project("");
  const auto loaded = load(project);
  CHECK(loaded.root == project.path());
  CHECK(loaded.migrations == project.path() / "migrations");
  CHECK(loaded.url.empty());
  CHECK(loaded.lock_timeout == std::chrono::seconds(5));
  CHECK(loaded.lock_wait == std::chrono::seconds(60));
  CHECK(loaded.history_prefix == "strata");
}

TEST_CASE("every key reaches the project") {
  const ProjectFolder project(R"(
[project]
name = "shop"
migrations = "db/../revisions"
engines = ["sqlite"]
[models]
sources = ["models/*.cpp"]
compiler = "clang++"
flags = ["-O1"]
build = "make"
timeout = "1500ms"
[database]
url = "sqlite:shop.db"
scratch_url = "sqlite::memory:"
guarded = true
extensions = ["mod_x"]
[scope]
schemas = ["a"]
include = ["b*"]
exclude = ["c"]
[migrate]
lock_timeout = "500ms"
lock_wait = "2m"
history_schema = "meta"
history_prefix = "layers"
)");
  const auto loaded = load(project);
  CHECK(loaded.name == "shop");
  CHECK(loaded.migrations == project.path() / "revisions");
  CHECK(loaded.engines == std::vector<std::string>{"sqlite"});
  CHECK(loaded.models.sources == std::vector<std::string>{"models/*.cpp"});
  CHECK(loaded.models.compiler == "clang++");
  CHECK(loaded.models.flags == std::vector<std::string>{"-O1"});
  CHECK(loaded.models.build == "make");
  CHECK(loaded.models.timeout == std::chrono::seconds(2));  // rounded up
  CHECK(loaded.url == "sqlite:" + (project.path() / "shop.db").string());
  CHECK(loaded.scratch_url == "sqlite::memory:");
  CHECK(loaded.guarded);
  CHECK(loaded.extensions == std::vector<std::string>{"mod_x"});
  CHECK(loaded.scope.schemas == std::vector<std::string>{"a"});
  CHECK(loaded.scope.include == std::vector<std::string>{"b*"});
  CHECK(loaded.scope.exclude == std::vector<std::string>{"c"});
  CHECK(loaded.scope.history_prefix == "layers");
  CHECK(loaded.lock_timeout == std::chrono::milliseconds(500));
  CHECK(loaded.lock_wait == std::chrono::minutes(2));
  CHECK(loaded.history_schema == "meta");
}

TEST_CASE("the file is found from a folder below") {
  const ProjectFolder project("[project]\nname = \"shop\"");
  fs::create_directories(project.path() / "src/deep");
  CHECK(load(project, {.variables = {}, .environment = "", .url = "", .folder = "src/deep"}).name == "shop");
}

TEST_CASE("an environment overlays the whole file, by flag before STRATA_ENV") {
  const ProjectFolder project(R"(
[project]
name = "shop"
[database]
url = "sqlite:/a.db"
[migrate]
lock_wait = "9s"
[env.one.database]
url = "sqlite:/one.db"
[env.two]
database = { url = "sqlite:/two.db", guarded = true }
project.name = "two"
)");
  CHECK(load(project).url == "sqlite:/a.db");
  Call call;
  call.variables["STRATA_ENV"] = "one";
  CHECK(load(project, call).url == "sqlite:/one.db");
  CHECK(load(project, call).environment == "one");
  call.environment = "two";
  const auto two = load(project, call);
  CHECK(two.url == "sqlite:/two.db");
  CHECK(two.guarded);
  CHECK(two.name == "two");
  CHECK(two.lock_wait == std::chrono::seconds(9));
}

TEST_CASE("an unknown environment names the nearest") {
  const auto error = error_of("[env.production.database]\nurl = \"sqlite:/a\"",
                              {.variables = {}, .environment = "prodution", .url = "", .folder = ""});
  CHECK(std::string(error.what()) == "--env names no environment of strata.toml: prodution");
  CHECK(error.hint() == "did you mean 'production'?");
}

TEST_CASE("the url: flag, then file, then DATABASE_URL") {
  const ProjectFolder silent("[project]\nname = \"shop\"");
  const ProjectFolder project("[database]\nurl = \"sqlite:file.db\"");
  Call call;
  call.variables["DATABASE_URL"] = "sqlite:/variable.db";
  CHECK(load(silent, call).url == "sqlite:/variable.db");
  CHECK(load(project, call).url == "sqlite:" + (project.path() / "file.db").string());
  call.url = "sqlite:/flag.db";
  CHECK(load(project, call).url == "sqlite:/flag.db");
}

TEST_CASE("a relative --url is meant from the working directory, one of the file from its folder") {
  const ProjectFolder project("[database]\nurl = \"sqlite:file.db?mode=ro\"");
  fs::create_directories(project.path() / "sub");
  Call call;
  call.folder = "sub";
  CHECK(load(project, call).url == "sqlite:" + (project.path() / "file.db").string() + "?mode=ro");
  call.url = "sqlite:flag.db";
  CHECK(load(project, call).url == "sqlite:" + (project.path() / "sub/flag.db").string());
  call.url = "sqlite::memory:";
  CHECK(load(project, call).url == "sqlite::memory:");
}

TEST_CASE("a folder's odd characters are encoded in the url") {
  const ProjectFolder project("[database]\nurl = \"sqlite:file.db\"");
  const fs::path odd = project.path() / "50% ?#";
  fs::create_directories(odd);
  Call call;
  call.folder = "50% ?#";
  call.url = "sqlite:x.db";
  CHECK(load(project, call).url == "sqlite:" + project.path().string() + "/50%25 %3F%23/x.db");
}

TEST_CASE("variables are expanded in the values that count, and only there") {
  const ProjectFolder project(R"(
[project]
name = "${NAME}-$${NAME}"
[database]
url = "sqlite:/${UNSET}"
extensions = ["${NAME}"]
[env.one.database]
url = "sqlite:/${NAME}.db"
)");
  const auto loaded = load(project, {.variables = {{"NAME", "x"}}, .environment = "one", .url = "", .folder = ""});
  CHECK(loaded.name == "x-${NAME}");
  CHECK(loaded.url == "sqlite:/x.db");
  CHECK(loaded.extensions == std::vector<std::string>{"x"});
}

TEST_CASE("an unset variable is an error with its place") {
  const auto error = error_of("[database]\nurl = \"sqlite:${NO_SUCH}\"");
  CHECK(std::string(error.what()) == "the environment variable NO_SUCH is not set");
  CHECK(place_of(error) == "strata.toml:2:7");
  CHECK(error.code() == ErrorCode::config);
}

TEST_CASE("an open variable is an error") {
  CHECK(std::string(error_of("[database]\nurl = \"sqlite:${NO\"").what()) == "a '${' without its '}'");
}

TEST_CASE("an unknown key names its place and the nearest") {
  const auto error = error_of("[project]\nname = \"x\"\n  nmae = \"nmae\"\n");
  CHECK(std::string(error.what()) == "unknown key 'nmae' in [project]");
  CHECK(place_of(error) == "strata.toml:3:3");
  CHECK(error.detail() == "  3 |   nmae = \"nmae\"\n    |   ^~~~");
  CHECK(error.hint() == "did you mean 'name'?");
}

TEST_CASE("an unknown key far from all lists what there is") {
  CHECK(error_of("[scope]\nzzzzzz = 1").hint() == "known keys: schemas, include, exclude");
}

TEST_CASE("an unknown key of an environment that is not used is an error too") {
  const auto error = error_of("[env.production.database]\nurl = \"x\"\ngarded = true");
  CHECK(std::string(error.what()) == "unknown key 'garded' in [env.production.database]");
  CHECK(place_of(error) == "strata.toml:3:1");
  CHECK(error.hint() == "did you mean 'guarded'?");
}

TEST_CASE("an unknown section names its place and the nearest") {
  const auto error = error_of("[project]\nname = \"x\"\n\n[databse]\nurl = \"x\"");
  CHECK(std::string(error.what()) == "unknown section 'databse'");
  CHECK(place_of(error) == "strata.toml:4:2");
  CHECK(error.detail() == "  4 | [databse]\n    |  ^~~~~~~");
  CHECK(error.hint() == "did you mean 'database'?");
}

TEST_CASE("a key outside of sections is an error") {
  const auto error = error_of("url = \"x\"");
  CHECK(std::string(error.what()) == "unknown key outside of a section, 'url'");
  CHECK(place_of(error) == "strata.toml:1:1");
}

TEST_CASE("a wrong type is an error at the value, never the default") {
  const auto error = error_of("[project]\nmigrations = true");
  CHECK(std::string(error.what()) == "project.migrations must be a string, not a boolean");
  CHECK(place_of(error) == "strata.toml:2:14");
  CHECK(error.detail() == "  2 | migrations = true\n    |              ^~~~");
  CHECK(std::string(error_of("[database]\nguarded = \"yes\"").what()) ==
        "database.guarded must be true or false, not a string");
  CHECK(std::string(error_of("[models]\nsources = \"a.cpp\"").what()) ==
        "models.sources must be a list of strings, not a string");
  CHECK(std::string(error_of("[models]\nsources = [\"a\", 3]").what()) ==
        "models.sources must be a list of strings, not an integer");
  CHECK(std::string(error_of("database = 3").what()) == "[database] must be a table, not an integer");
  CHECK(std::string(error_of("env = 3").what()) == "[env] must be a table, not an integer");
  CHECK(std::string(error_of("[env]\nx = 3").what()) == "[env.x] must be a table, not an integer");
}

TEST_CASE("a duration wants a number and a unit") {
  CHECK(std::string(error_of("[migrate]\nlock_wait = 5").what()) ==
        "migrate.lock_wait must be a duration as a string, such as \"5s\", \"500ms\" or \"2m\", not an integer");
  CHECK(std::string(error_of("[migrate]\nlock_wait = \"5 parsecs\"").what()) ==
        "migrate.lock_wait is no duration: \"5 parsecs\"");
}

TEST_CASE("broken TOML shows toml11's caret") {
  const auto error = error_of("[project]\nname = \n");
  CHECK(std::string(error.what()) == "not valid TOML: missing value after key-value separator '='");
  CHECK(error.place().line == 2);
  CHECK(error.detail().find("^--- expected value, but got nothing") != std::string::npos);
}

TEST_CASE("a file that is not UTF-8 is refused with its line") {
  const auto error = error_of("[project]\nname = '''\xB7'''\n");
  CHECK(std::string(error.what()) == "the file is not UTF-8");
  CHECK(error.place().line == 2);
}

TEST_CASE("one source of models, not two") {
  const auto error = error_of("[models]\nsources = [\"a.cpp\"]\nfile = \"schema.sql\"");
  CHECK(std::string(error.what()) == "models.sources and models.file exclude each other");
  CHECK(place_of(error) == "strata.toml:3:8");
}

TEST_CASE("a --url needs no file") {
  const fs::path nowhere = fs::path("/");
  cli::ConfigRequest request;
  request.working_directory = nowhere;
  request.variables = [](const std::string&) { return std::nullopt; };
  CHECK_THROWS_AS(cli::load_project(request), Error);
  request.url = "sqlite:/x.db";
  CHECK(cli::load_project(request).url == "sqlite:/x.db");
}
