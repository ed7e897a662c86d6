// What this build of strata worked out once, kept by content in the project's cache folder: creating five thousand
// tables only to read them back takes seconds, and most runs ask for the same ones again.
#pragma once

#include "runner/content_hash.hpp"
#include "runner/project.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace strata::runner {

class BuildCache {
 public:
  // The place of what `key` stands for; another build of strata has others. `kind` is the file's ending.
  BuildCache(const Project& project, std::string_view kind, ContentHash key);

  // The text, if it is there and whole.
  [[nodiscard]] std::optional<std::string> find() const;

  // Never fails a run: where nothing can be written nothing is kept.
  void keep(std::string_view text) const;

 private:
  std::filesystem::path file_;  // empty: nothing is kept
};

// Where the JSON of a read-back is kept. All that it depends on is in the key: what is read back (`identity`), the
// scope and the likeness of the scratch databases (Dialect::likeness). Absent where a dialect keeps none.
std::optional<BuildCache> read_back_cache(const Project& project, const dialects::Dialect& dialect,
                                          std::string_view identity);

}  // namespace strata::runner
