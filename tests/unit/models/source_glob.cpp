#include "runner/source_glob.hpp"

#include "../temporary_folder.hpp"
#include "schema/error.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using Catch::Matchers::Contains;
using runner::expand_sources;
using Paths = std::vector<std::filesystem::path>;

TEST_CASE("globs give files, sorted and each once") {
  const test::TemporaryFolder folder;
  for (const char* name : {"models/b.cpp", "models/a.cpp", "models/a.hpp", "models/.hidden.cpp", "models/deep/x/c.cpp",
                           "models/.git/d.cpp"}) {
    folder.write(name, "");
  }
  const auto expand = [&](std::vector<std::string> patterns) { return expand_sources(folder.path(), patterns); };
  CHECK(expand({"models/*.cpp"}) == Paths{"models/a.cpp", "models/b.cpp"});
  CHECK(expand({"./models/b.cpp", "models/[ab].cpp"}) == Paths{"models/a.cpp", "models/b.cpp"});
  CHECK(expand({"**/*.cpp"}) == Paths{"models/a.cpp", "models/b.cpp", "models/deep/x/c.cpp"});
  CHECK(expand({"mod*/deep/?/c.cpp"}) == Paths{"models/deep/x/c.cpp"});
  CHECK(expand({(folder.path() / "models/a.cpp").native()}) == Paths{folder.path() / "models/a.cpp"});
}

TEST_CASE("links that lead back up end") {
  const test::TemporaryFolder folder;
  folder.write("models/a.cpp", "");
  std::filesystem::create_directory_symlink(folder.path(), folder.path() / "models/up");
  CHECK(expand_sources(folder.path(), {"**/*.cpp"}) == Paths{"models/a.cpp"});
}

TEST_CASE("patterns without a file are named") {
  const test::TemporaryFolder folder;
  folder.write("models/a.hpp", "");
  CHECK_THROWS_WITH(expand_sources(folder.path(), {"models/*.cpp"}), Contains("\"models/*.cpp\" matches no file"));
  CHECK_THROWS_WITH(expand_sources(folder.path(), {"models/a.cpp"}), Contains("no file models/a.cpp"));
  CHECK_THROWS_WITH(expand_sources(folder.path(), {"models"}), Contains("models is not a file"));
  CHECK_THROWS_WITH(expand_sources(folder.path(), {"mod*"}), Contains("matches only folders"));
}
