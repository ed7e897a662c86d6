// A source tree and an installed one differ in where the public headers lie; the sources' layout is the same.
#include "runner/dsl_home.hpp"

#include "schema/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <system_error>

namespace strata::runner {
namespace {

namespace fs = std::filesystem;

bool is_file(const fs::path& path) {
  std::error_code unknown;
  return fs::is_regular_file(path, unknown);
}

// The core: what lies under schema/dsl, and what that needs of schema itself.
std::vector<fs::path> core_sources(const fs::path& tree) {
  std::vector<fs::path> sources{tree / "schema" / "schema.cpp", tree / "schema" / "write_json.cpp"};
  std::error_code unreadable;
  for (const auto& entry : fs::recursive_directory_iterator(tree / "schema" / "dsl", unreadable)) {
    if (entry.path().extension() == ".cpp" && is_file(entry.path())) sources.push_back(entry.path());
  }
  std::sort(sources.begin(), sources.end());
  return sources;
}

// The prefix that the running program is installed in, or an empty path.
fs::path own_prefix() {
  std::error_code unknown;
  const fs::path program = fs::read_symlink("/proc/self/exe", unknown);
  return program.parent_path().parent_path();
}

}  // namespace

DslHome dsl_in(const fs::path& place) {
  const fs::path source_headers = place / "schema" / "dsl";
  if (is_file(source_headers / "strata" / "model.hpp")) return {{source_headers, place}, core_sources(place)};
  const fs::path installed = place / "share" / "strata" / "src";
  if (is_file(place / "include" / "strata" / "model.hpp") && is_file(installed / "schema" / "write_json.cpp")) {
    return {{place / "include", installed}, core_sources(installed)};
  }
  return {};
}

DslHome find_dsl() {
  std::vector<fs::path> places;
  if (const char* home = std::getenv("STRATA_HOME"); home != nullptr && *home != '\0') {
    places.push_back(fs::absolute(home));
  } else {
    places = {own_prefix(), STRATA_SOURCE_FOLDER, STRATA_INSTALL_PREFIX};
  }
  std::string looked_in;
  for (const auto& place : places) {
    if (place.empty()) continue;
    DslHome home = dsl_in(place);
    if (!home.sources.empty()) return home;
    looked_in += fmt::format("{}{}", looked_in.empty() ? "" : ", ", place.native());
  }
  throw Error(ErrorCode::models, fmt::format("strata's model library (strata/model.hpp) is in none of: {}", looked_in))
      .hint("reinstall strata, or set STRATA_HOME to its source tree or its installation's prefix");
}

}  // namespace strata::runner
