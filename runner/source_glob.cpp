// Walks the pattern component by component; only folders that can match are read.
#include "runner/source_glob.hpp"

#include "schema/error.hpp"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <system_error>

namespace strata::runner {
namespace {

namespace fs = std::filesystem;
using Component = fs::path::const_iterator;

bool is_pattern(const std::string& text) {
  return text.find_first_of("*?[") != std::string::npos;
}

// Names in a folder, without links into other folders when `only_folders` (a link may lead back up).
std::vector<std::string> names_in(const fs::path& folder, bool only_folders) {
  std::vector<std::string> names;
  std::error_code ignored;  // a folder that is not there or not ours to read has no names
  for (const auto& entry : fs::directory_iterator(folder.empty() ? "." : folder, ignored)) {
    std::error_code unknown;
    if (only_folders && (entry.is_symlink(unknown) || !entry.is_directory(unknown))) continue;
    names.push_back(entry.path().filename().native());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// `found` is relative to `root`.
void expand(const fs::path& root, const fs::path& found, Component at, Component end, std::set<fs::path>& result) {
  if (at == end) {
    std::error_code unknown;
    if (fs::exists(root / found, unknown)) result.insert(found);
    return;
  }
  const std::string component = at->native();
  const Component next = std::next(at);
  if (component == "**") {
    expand(root, found, next, end, result);
    for (const auto& name : names_in(root / found, true)) {
      if (!name.starts_with('.')) expand(root, found / name, at, end, result);
    }
  } else if (is_pattern(component)) {
    for (const auto& name : names_in(root / found, false)) {
      if (::fnmatch(component.c_str(), name.c_str(), FNM_PERIOD) == 0) expand(root, found / name, next, end, result);
    }
  } else {
    expand(root, found / component, next, end, result);
  }
}

void add_matches(const fs::path& root, const std::string& text, std::set<fs::path>& sources) {
  const fs::path pattern = fs::path(text).lexically_normal();
  std::set<fs::path> matches;
  expand(root, {}, pattern.begin(), pattern.end(), matches);
  const bool exact = !is_pattern(text);
  if (matches.empty()) {
    throw Error(ErrorCode::models, exact ? fmt::format("[models] sources: no file {}", text)
                                         : fmt::format("[models] sources: \"{}\" matches no file", text))
        .hint(fmt::format("patterns are relative to {}", root.native()));
  }
  for (const auto& match : matches) {
    std::error_code unknown;
    const bool is_file = fs::is_regular_file(root / match, unknown);
    if (!is_file && exact) {
      throw Error(ErrorCode::models, fmt::format("[models] sources: {} is not a file", text))
          .hint(fmt::format("name its files: \"{}/*.cpp\"", pattern.native()));
    }
    if (is_file) sources.insert(match);
  }
}

}  // namespace

std::vector<fs::path> expand_sources(const fs::path& root, const std::vector<std::string>& patterns) {
  std::set<fs::path> sources;
  for (const auto& pattern : patterns) add_matches(root, pattern, sources);
  if (sources.empty()) {
    throw Error(ErrorCode::models, fmt::format("[models] sources: \"{}\" matches only folders", patterns.front()));
  }
  return {sources.begin(), sources.end()};
}

}  // namespace strata::runner
