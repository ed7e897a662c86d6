// Where a project's models become a value: by compiling `sources`, by running the exporter `command`, or by reading
// `file`. What comes out is valid, or the Error says what is not and where.
#pragma once

#include "runner/progress.hpp"
#include "runner/project.hpp"
#include "schema/model.hpp"
#include "schema/schema.hpp"

#include <filesystem>
#include <string>
#include <variant>

namespace strata::runner {

// Models given as SQL: to be run on a scratch database and read back.
struct SqlScript {
  std::filesystem::path path;
  std::string text;
};

// A Schema comes of a saved inspection (`file` of the kind "schema"): it holds for its own engine only.
using LoadedModels = std::variant<schema::Model, schema::Schema, SqlScript>;

// Throws Error(config) when the project names no models, or more than one source of them; Error(models) for models
// that don't compile, don't export or aren't valid; Error(interrupted).
LoadedModels load_models(const Project& project, const Progress& progress = {});

// The URLs and passwords of the project's databases, which no program that we start may see.
std::vector<std::string> secrets_of(const Project& project);

}  // namespace strata::runner
