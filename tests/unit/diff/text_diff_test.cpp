// unified_diff: the text that `diff -u` writes, and for random texts that applying it gives the other text.
#include "random_schema.hpp"

#include "diff/text_diff.hpp"

#include <catch2/catch.hpp>

#include <charconv>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using strata::diff::unified_diff;
using strata::test::Random;

std::string numbers(int first, int last, int changed = 0) {
  std::string text;
  for (int i = first; i <= last; ++i) text += i == changed ? "changed\n" : std::to_string(i) + "\n";
  return text;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line + (stream.eof() ? "" : "\n"));
  return lines;
}

struct Range {
  std::size_t first = 0;  // from 1; the line before, if there are none
  std::size_t count = 1;
};

Range parse_range(const std::string& text) {
  Range range;
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data() + 1, end, range.first);
  if (first.ptr != end) std::from_chars(first.ptr + 1, end, range.count);
  return range;
}

// Applies a unified diff as strictly as can be: every line number and every kept line must be right.
std::string patched(const std::string& from, const std::string& diff) {
  const std::vector<std::string> old_lines = lines_of(from);
  std::vector<std::string> patch = lines_of(diff);
  for (std::size_t i = 1; i < patch.size(); ++i) {
    if (patch[i].starts_with('\\')) patch[i - 1].pop_back();
  }
  std::erase_if(patch, [](const std::string& line) { return line.starts_with('\\'); });
  const auto require = [](bool holds, const std::string& what) {
    if (!holds) throw std::runtime_error(what);
  };
  std::vector<std::string> result;
  std::size_t old_line = 0;
  for (std::size_t i = 2; i < patch.size();) {
    std::istringstream header(patch[i++]);
    std::string at, minus, plus;
    header >> at >> minus >> plus;
    const Range old_range = parse_range(minus);
    const Range new_range = parse_range(plus);
    const std::size_t start = old_range.first - (old_range.count == 0 ? 0 : 1);
    require(start >= old_line, "hunks overlap");
    while (old_line < start) result.push_back(old_lines.at(old_line++));
    require(new_range.first - (new_range.count == 0 ? 0 : 1) == result.size(), "the new line number is off");
    const std::size_t old_end = old_line + old_range.count;
    const std::size_t new_end = result.size() + new_range.count;
    for (; i < patch.size() && !patch[i].starts_with("@@"); ++i) {
      const std::string content = patch[i].substr(1);
      if (patch[i][0] != '+') require(old_lines.at(old_line++) == content, "a line is not as the diff says");
      if (patch[i][0] != '-') result.push_back(content);
    }
    require(old_line == old_end && result.size() == new_end, "the counts of a hunk are off");
  }
  while (old_line < old_lines.size()) result.push_back(old_lines[old_line++]);
  std::string text;
  for (const std::string& line : result) text += line;
  return text;
}

std::string random_text(Random& random, std::size_t lines) {
  std::string text;
  for (std::size_t i = 0; i < lines; ++i) text += std::to_string(random.below(5)) + "\n";
  if (!text.empty() && random.one_in(4)) text.pop_back();
  return text;
}

}  // namespace

TEST_CASE("equal texts have no diff") {
  CHECK(unified_diff("", "", "a", "b").empty());
  CHECK(unified_diff("x\n", "x\n", "a", "b").empty());
}

TEST_CASE("a change with three lines around it") {
  CHECK(unified_diff(numbers(1, 9), numbers(1, 9, 5), "from", "to") ==
        "--- from\n+++ to\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+changed\n 6\n 7\n 8\n");
}

TEST_CASE("an empty side is line 0") {
  CHECK(unified_diff("", "a\nb\n", "from", "to") == "--- from\n+++ to\n@@ -0,0 +1,2 @@\n+a\n+b\n");
  CHECK(unified_diff("a\n", "", "from", "to") == "--- from\n+++ to\n@@ -1 +0,0 @@\n-a\n");
}

TEST_CASE("changes up to six lines apart share a hunk") {
  const std::string six_apart = "x\n" + numbers(1, 6) + "y\n";
  CHECK(unified_diff(six_apart, "X\n" + numbers(1, 6) + "Y\n", "from", "to") ==
        "--- from\n+++ to\n@@ -1,8 +1,8 @@\n-x\n+X\n 1\n 2\n 3\n 4\n 5\n 6\n-y\n+Y\n");
  const std::string seven_apart = "x\n" + numbers(1, 7) + "y\n";
  CHECK(unified_diff(seven_apart, "X\n" + numbers(1, 7) + "Y\n", "from", "to") ==
        "--- from\n+++ to\n@@ -1,4 +1,4 @@\n-x\n+X\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-y\n+Y\n");
}

TEST_CASE("a missing line end at the end is a difference, and shown") {
  CHECK(unified_diff("a\nb", "a\nb\n", "from", "to") ==
        "--- from\n+++ to\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n");
}

TEST_CASE("applying the diff of random texts gives the other text") {
  for (std::uint32_t seed = 1; seed <= 500; ++seed) {
    Random random(seed);
    const std::string from = random_text(random, random.below(60));
    const std::string to = random_text(random, random.below(60));
    INFO("seed " << seed);
    CHECK(patched(from, unified_diff(from, to, "from", "to")) == to);
  }
}

TEST_CASE("large texts without a line in common") {
  std::string from;
  std::string to;
  for (int i = 0; i < 5'000; ++i) {
    from += "old " + std::to_string(i) + "\n";
    to += "new " + std::to_string(i) + "\n";
  }
  CHECK(patched(from, unified_diff(from, to, "from", "to")) == to);
}
