// Compiled models, kept by content. A recipe (compiler, flags, source) has a list of the files that its last
// compilation read; the object's key is the recipe's plus the content of each of them, so that an object is found
// again exactly when nothing that went into it differs. Files appear whole, by rename: any number of stratas share it.
#pragma once

#include "runner/content_hash.hpp"

#include <ctime>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strata::runner {

struct CacheFolders {
  std::filesystem::path project;  // what a project's own sources give
  std::filesystem::path shared;  // strata's own sources, for all projects of this user
};

// <root>/.strata/cache and $XDG_CACHE_HOME/strata (or ~/.cache/strata), made when missing; each stands in for the
// other where it can't be written. Throws Error(models) when neither can.
CacheFolders cache_folders(const std::filesystem::path& root);

// A folder inside a cache that vanishes with the object.
class WorkFolder {
 public:
  explicit WorkFolder(const std::filesystem::path& cache);
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  ~WorkFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

struct CachedObject {
  std::filesystem::path object;
  std::string key;
};

// One look at the files' state: hashes that were read, and since when.
class CompileCache {
 public:
  // `root` is what relative paths in dependency lists are relative to.
  explicit CompileCache(std::filesystem::path root);

  std::optional<CachedObject> find(const std::filesystem::path& cache, const std::string& recipe);

  // Takes over what the compiler wrote. When a file that went into it was changed meanwhile the object is not kept:
  // it is good for this run, but its key can't be told.
  CachedObject keep(const std::filesystem::path& cache, const std::string& recipe, const std::filesystem::path& object,
                    std::string_view dependencies);

 private:
  std::optional<std::string> key_of(const std::string& recipe, const std::vector<std::string>& dependencies);

  std::filesystem::path root_;
  std::timespec since_;
  FileHashes hashes_;
};

// The files that a compiler's -MD output names, in order.
std::vector<std::string> parse_dependencies(std::string_view makefile);

// Puts off the file's removal by prune().
void mark_used(const std::filesystem::path& file);

// Removes what no strata has used for 30 days, and what killed ones left behind a day ago.
void prune(const std::filesystem::path& cache);

}  // namespace strata::runner
