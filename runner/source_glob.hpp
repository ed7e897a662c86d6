// Which files `[models] sources` names. In: the project's root and globs. Out: the files, sorted, each once,
// as they are to be given to the compiler.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace strata::runner {

// Paths relative to `root` (absolute ones for absolute patterns). `*`, `?` and `[…]` match within a folder's
// level, `**` any number of levels; names with a leading dot only when asked for by name.
// Throws Error(models) that names the pattern when it matches no file, or a folder.
std::vector<std::filesystem::path> expand_sources(const std::filesystem::path& root,
                                                  const std::vector<std::string>& patterns);

}  // namespace strata::runner
