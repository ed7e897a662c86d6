#include "runner/compile_cache.hpp"

#include "../temporary_folder.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::runner;
using Names = std::vector<std::string>;

TEST_CASE("dependency lists of compilers are read") {
  CHECK(parse_dependencies("a.o: a.cpp \\\n /usr/include/b.hpp c.hpp\n") ==
        Names{"a.cpp", "/usr/include/b.hpp", "c.hpp"});
  CHECK(parse_dependencies("a.o: my\\ models/a.cpp x\\#1.hpp $$y.hpp\n") ==
        Names{"my models/a.cpp", "x#1.hpp", "$y.hpp"});
  CHECK(parse_dependencies("a.o: a.cpp\n\nb.hpp:\n") == Names{"a.cpp"});
  CHECK(parse_dependencies("").empty());
}

TEST_CASE("content hashes keep parts apart") {
  CHECK(ContentHash().add("ab").add("c").hex() != ContentHash().add("a").add("bc").hex());
  CHECK(ContentHash().add("12345678").hex() != ContentHash().add("12345678").add("").hex());
  CHECK(ContentHash().add(std::string(8, '\0')).hex() != ContentHash().add(std::string(9, '\0')).hex());
  CHECK(ContentHash().add("same").hex() == ContentHash().add("same").hex());
  CHECK(ContentHash().hex().size() == 32);
}

TEST_CASE("an object is found again exactly when its sources are the same") {
  const test::TemporaryFolder folder;
  const auto cache = folder.path() / "cache";
  folder.write("a.cpp", "one");
  folder.write("a.hpp", "header");
  folder.write("cache/work.o", "object");
  const auto kept = CompileCache(folder.path()).keep(cache, "recipe", cache / "work.o", "a.o: a.cpp a.hpp\n");
  REQUIRE_FALSE(kept.key.empty());
  CHECK(test::content_of(kept.object) == "object");

  const auto found = [&] { return CompileCache(folder.path()).find(cache, "recipe"); };
  REQUIRE(found());
  CHECK(found()->key == kept.key);
  CHECK_FALSE(CompileCache(folder.path()).find(cache, "another recipe"));

  folder.write("a.hpp", "edited");
  CHECK_FALSE(found());
  folder.write("a.hpp", "header");
  CHECK(found());
  std::filesystem::remove(folder.path() / "a.hpp");
  CHECK_FALSE(found());
}

TEST_CASE("an object whose source was edited while it was compiled is not kept") {
  const test::TemporaryFolder folder;
  folder.write("cache/work.o", "object");
  const auto source = folder.write("a.cpp", "one");
  CompileCache cache(folder.path());
  std::filesystem::last_write_time(source, std::filesystem::file_time_type::clock::now() + std::chrono::seconds(1));
  const auto object = cache.keep(folder.path() / "cache", "recipe", folder.path() / "cache/work.o", "a.o: a.cpp\n");
  CHECK(object.key.empty());
  CHECK(object.object == folder.path() / "cache/work.o");
  CHECK_FALSE(CompileCache(folder.path()).find(folder.path() / "cache", "recipe"));
}

TEST_CASE("pruning takes what is old and leftovers") {
  const test::TemporaryFolder folder;
  const auto aged = [&](const char* name, int days) {
    const auto file = folder.write(name, "");
    std::filesystem::last_write_time(file,
                                     std::filesystem::file_time_type::clock::now() - std::chrono::hours(24 * days));
    return file;
  };
  const auto old_object = aged("a.o", 31);
  const auto object = aged("b.o", 29);
  const auto half_written = aged("c.deps.1.tmp", 2);
  prune(folder.path());
  CHECK_FALSE(std::filesystem::exists(old_object));
  CHECK(std::filesystem::exists(object));
  CHECK_FALSE(std::filesystem::exists(half_written));
}
