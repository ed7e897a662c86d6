// Reading and writing the migrations directory.
#include "runner/directory.hpp"

#include "runner/revision_file.hpp"
#include "support.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::runner;
using strata::runner::test::revision;
using strata::test::error_of;
using strata::test::TemporaryFolder;

TEST_CASE("revisions are written under their names and read back") {
  const TemporaryFolder folder;
  Revision first = revision("7c1f0e9a2b4d", {}, "CREATE TABLE t (a);", "DROP TABLE t;");
  first.message = "Add orders (v2): the big one!";
  const auto file = write_revision(folder.path() / "migrations", first);
  CHECK(file.filename() == "20261121_042031_7c1f0e9a2b4d_add_orders_v2_the_big_one.sql");
  const auto read = read_revisions(folder.path() / "migrations");
  REQUIRE(read.size() == 1);
  CHECK(read[0].checksum == first.checksum);
  CHECK(read[0].file == file);
}

TEST_CASE("a file is never written over") {
  const TemporaryFolder folder;
  const auto file = write_revision(folder.path(), revision("a", {}, "SELECT 1;"));
  const Error error = error_of([&] { write_revision(folder.path(), revision("a", {}, "SELECT 2;")); });
  CHECK(error.place().file == file.string());
  CHECK(read_revision(file).sections[0].text == "SELECT 1;");
  CHECK(std::distance(std::filesystem::directory_iterator{folder.path()}, {}) == 1);
}

TEST_CASE("what is no revision of ours is refused or passed over") {
  const TemporaryFolder folder;
  folder.write("README.md", "text");
  folder.write(".hidden.sql", "text");
  std::filesystem::create_directory(folder.path() / "old");
  CHECK(read_revisions(folder.path()).empty());

  const auto stray = folder.write("stray.sql", "CREATE TABLE t (a);\n");
  const Error error = error_of([&] { read_revisions(folder.path()); });
  CHECK(error.place().file == stray.string());
  CHECK(error.place().line == 1);
}

TEST_CASE("directories that can't be read are errors that name them") {
  const TemporaryFolder folder;
  CHECK(error_of([&] { read_revisions(folder.path() / "nowhere"); }).place().file ==
        (folder.path() / "nowhere").string());
  const auto file = folder.write("file", "");
  CHECK(error_of([&] { read_revisions(file); }).code() == ErrorCode::config);
  std::filesystem::create_directory(folder.path() / "folder.sql");
  CHECK(error_of([&] { read_revisions(folder.path()); }).place().file == (folder.path() / "folder.sql").string());
}

TEST_CASE("ids are 12 hexadecimal digits, and each is another") {
  const std::string id = new_revision_id();
  CHECK(id.size() == 12);
  CHECK(id.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(new_revision_id() != id);
}

TEST_CASE("a slug for a message without letters") {
  Revision odd = revision("a", {});
  odd.message = "→ ünïcode …";
  CHECK(revision_file_name(odd) == "20261121_042031_a_n_code.sql");
  odd.message = "…";
  CHECK(revision_file_name(odd) == "20261121_042031_a_revision.sql");
}
