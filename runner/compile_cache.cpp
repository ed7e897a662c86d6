#include "runner/compile_cache.hpp"

#include "schema/error.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <utility>

namespace strata::runner {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view work_prefix = "work-";
constexpr std::chrono::hours kept_for{24 * 30};
constexpr std::chrono::hours leftover_for{24};

// Makes the folder; false when it is not ours to write.
bool can_use(const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  return !failed && ::access(folder.c_str(), W_OK | X_OK) == 0;
}

fs::path user_cache() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value == '/' ? fs::path(value) : fs::path();
  };
  if (const fs::path cache = variable("XDG_CACHE_HOME"); !cache.empty()) return cache / "strata";
  if (const fs::path home = variable("HOME"); !home.empty()) return home / ".cache" / "strata";
  return {};
}

// Keeps the cache out of the project's version control.
void ignore_in_git(const fs::path& folder) {
  const fs::path file = folder / ".gitignore";
  std::error_code unknown;
  if (!fs::exists(file, unknown)) write_file_atomically(file, "*\n");
}

bool changed_since(const fs::path& file, const std::timespec& since) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return true;
  const auto& changed = status.st_mtim;
  return changed.tv_sec > since.tv_sec || (changed.tv_sec == since.tv_sec && changed.tv_nsec >= since.tv_nsec);
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

fs::path object_file(const fs::path& cache, const std::string& key) {
  return cache / (key + ".o");
}
fs::path dependency_file(const fs::path& cache, const std::string& recipe) {
  return cache / (recipe + ".deps");
}

}  // namespace

CacheFolders cache_folders(const fs::path& root) {
  CacheFolders folders{root / ".strata" / "cache", user_cache()};
  const bool has_project = can_use(folders.project);
  const bool has_shared = !folders.shared.empty() && can_use(folders.shared);
  if (!has_project && !has_shared) {
    throw Error(ErrorCode::models,
                fmt::format("no place for compiled models: {} can't be written", folders.project.native()))
        .hint("make it writable, or set XDG_CACHE_HOME to a folder that is");
  }
  if (has_project) {
    ignore_in_git(root / ".strata");
  } else {
    folders.project = folders.shared;
  }
  if (!has_shared) folders.shared = folders.project;
  return folders;
}

WorkFolder::WorkFolder(const fs::path& cache) {
  std::string name = (cache / work_prefix).native() + "XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) {
    throw Error(ErrorCode::models, fmt::format("cannot make a folder in {}: {}", cache.native(), std::strerror(errno)));
  }
  path_ = name;
}

WorkFolder::~WorkFolder() {
  std::error_code left;  // what is left here prune() removes another day
  fs::remove_all(path_, left);
}

CompileCache::CompileCache(fs::path root) : root_(std::move(root)), since_{} {
  ::clock_gettime(CLOCK_REALTIME_COARSE, &since_);  // the clock that file systems stamp with
}

std::optional<std::string> CompileCache::key_of(const std::string& recipe,
                                                const std::vector<std::string>& dependencies) {
  ContentHash key;
  key.add(recipe);
  for (const auto& file : dependencies) {
    const auto& hash = hashes_.of(root_ / file);
    if (!hash) return std::nullopt;
    key.add(file).add(*hash);
  }
  return key.hex();
}

std::optional<CachedObject> CompileCache::find(const fs::path& cache, const std::string& recipe) {
  const auto list = read_whole_file(dependency_file(cache, recipe));
  if (!list) return std::nullopt;
  const auto key = key_of(recipe, lines_of(*list));
  if (!key) return std::nullopt;
  CachedObject found{object_file(cache, *key), *key};
  if (::access(found.object.c_str(), R_OK) != 0) return std::nullopt;
  mark_used(found.object);
  mark_used(dependency_file(cache, recipe));
  return found;
}

CachedObject CompileCache::keep(const fs::path& cache, const std::string& recipe, const fs::path& object,
                                std::string_view dependencies) {
  const auto files = parse_dependencies(dependencies);
  bool changed = files.empty();
  std::string list;
  for (const auto& file : files) {
    changed = changed || changed_since(root_ / file, since_);
    list += file + "\n";
  }
  const auto key = changed ? std::nullopt : key_of(recipe, files);
  if (!key) return {object, {}};
  const fs::path kept = object_file(cache, *key);
  std::error_code failed;
  fs::rename(object, kept, failed);
  if (failed) return {object, {}};
  write_file_atomically(dependency_file(cache, recipe), list);
  return {kept, *key};
}

// "target: file file \⏎ file", with "\ " for a blank, "\#" and "$$".
std::vector<std::string> parse_dependencies(std::string_view makefile) {
  const auto colon = makefile.find(": ");
  if (colon == std::string_view::npos) return {};
  std::vector<std::string> files;
  std::string file;
  const auto finish = [&] {
    if (!file.empty()) files.push_back(std::exchange(file, {}));
  };
  for (std::size_t at = colon + 2; at < makefile.size(); ++at) {
    const char letter = makefile[at];
    const char next = at + 1 < makefile.size() ? makefile[at + 1] : '\0';
    if (letter == '\\' && next == '\n') {
      finish();
      ++at;
    } else if ((letter == '\\' && (next == ' ' || next == '#')) || (letter == '$' && next == '$')) {
      file += next;
      ++at;
    } else if (letter == ' ') {
      finish();
    } else if (letter == '\n') {
      break;
    } else {
      file += letter;
    }
  }
  finish();
  return files;
}

void mark_used(const fs::path& file) {
  std::error_code failed;  // another strata may have removed it; then it is made again
  const auto now = fs::file_time_type::clock::now();
  if (now - fs::last_write_time(file, failed) > leftover_for && !failed) fs::last_write_time(file, now, failed);
}

void prune(const fs::path& cache) {
  const auto now = fs::file_time_type::clock::now();
  std::error_code failed;  // what can't be removed now is tried again next time
  for (const auto& entry : fs::directory_iterator(cache, failed)) {
    const auto age = now - entry.last_write_time(failed);
    const std::string name = entry.path().filename().native();
    const bool leftover = name.starts_with(work_prefix) || name.ends_with(".tmp");
    if (!failed && age > (leftover ? leftover_for : kept_for)) fs::remove_all(entry.path(), failed);
  }
}

}  // namespace strata::runner
