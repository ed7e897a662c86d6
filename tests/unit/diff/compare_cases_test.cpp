// Runs every case of tests/data/diff/compare/: the operations between two schemas in words, what they destroy, what
// looks like a rename; and that the comparison in the other direction is the reverse.
#include "case_file.hpp"

#include "diff/compare.hpp"
#include "diff/rename.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

namespace {

using strata::diff::Operations;
using strata::test::Case;

std::vector<std::filesystem::path> case_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(STRATA_TEST_DATA "/diff/compare")) {
    files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::vector<std::string> described(const Operations& operations) {
  std::vector<std::string> lines;
  for (const auto& operation : operations) lines.push_back(describe(operation));
  return lines;
}

std::vector<std::string> destroyed(const Operations& operations) {
  std::vector<std::string> lines;
  for (const auto& operation : operations) {
    if (std::string text = destroys(operation); !text.empty()) lines.push_back(text);
  }
  return lines;
}

std::vector<std::string> likely(const Operations& operations) {
  std::vector<std::string> lines;
  for (const auto& rename : likely_renames(operations)) lines.push_back(to_string(rename));
  return lines;
}

void run(const Case& test) {
  INFO(test.file << ":" << test.line << ": " << test.name);
  const auto before = strata::test::read_members(test.text("before"), "before");
  const auto after = strata::test::read_members(test.text("after"), "after");
  const strata::diff::CompareOptions options{test.text("options") == "opaque objects"};

  const Operations operations = compare({before, before}, {after, after}, options);
  CHECK(described(operations) == test.lines("operations"));
  CHECK(destroyed(operations) == test.lines("destroys"));
  CHECK(likely(operations) == test.lines("likely renames"));
  CHECK(compare({before, before}, {before, before}, options).empty());

  const Operations back = compare({after, after}, {before, before}, options);
  CHECK_THAT(reverse(operations), Catch::UnorderedEquals(back));
}

}  // namespace

TEST_CASE("compare cases") {
  for (const auto& file : case_files()) {
    for (const Case& test : strata::test::read_cases(file)) run(test);
  }
}
