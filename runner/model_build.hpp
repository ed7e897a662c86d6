// `[models] sources`: compiles a project's model files together with the DSL's core into an exporter. In: globs,
// compiler, flags. Out: objects, from the cache where nothing changed, and the program that they link to.
#pragma once

#include "runner/compile_cache.hpp"
#include "runner/progress.hpp"
#include "runner/project.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace strata::runner {

struct Toolchain {
  std::vector<std::string> compiler;  // the program, perhaps behind a launcher: {"ccache", "g++"}
  std::vector<std::string> flags;
  std::string identity;  // what --version says: another compiler's objects are not this one's
};

struct CompiledModels {
  Toolchain toolchain;
  std::vector<std::filesystem::path> objects;
  std::string key;  // of everything that went into the objects; empty: not to be cached
};

// Compiles what is not in the cache, on all cores. `work` takes objects that can't be kept.
// Throws Error(models): the pattern that matches nothing, the compiler that is missing, the compiler's own messages
// with the place of the first error.
CompiledModels compile_models(const Project& project, const std::vector<std::string>& environment,
                              const CacheFolders& cache, const WorkFolder& work, const Progress& progress);

// Links them to `program`. Throws Error(models) with the linker's messages.
void link_exporter(const Project& project, const std::vector<std::string>& environment, const CompiledModels& models,
                   const std::filesystem::path& program);

}  // namespace strata::runner
