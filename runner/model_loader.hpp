// Where a project's models become a value: by compiling `sources`, by running the exporter `command`, or by reading
// `file`. What comes out is valid, or the Error says what is not and where.
#pragma once

#include "runner/progress.hpp"
#include "runner/project.hpp"
#include "schema/model.hpp"
#include "schema/schema.hpp"

#include <filesystem>
#include <functional>
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

// Models as their source gave them. Reading the text of thousands of tables takes longer than seeing that it is the one
// of last time, so that is left to who needs it.
struct ModelsText {
  std::string text;
  bool is_script = false;  // SQL, which says nothing before it is run
  std::function<LoadedModels(const std::string& text)> read;  // throws Error(models) for what is not valid
};

// A Model or a Schema of JSON, valid.
LoadedModels read_json_models(const std::string& text, const std::filesystem::path& file);

// Throws Error(config) when the project names no models, or more than one source of them; Error(models) for models
// that don't compile, don't export or aren't valid; Error(interrupted).
ModelsText fetch_models(const Project& project, const Progress& progress = {});
LoadedModels load_models(const Project& project, const Progress& progress = {});

// The URLs and passwords of the project's databases, which no program that we start may see.
std::vector<std::string> secrets_of(const Project& project);

}  // namespace strata::runner
