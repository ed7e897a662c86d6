// strata.toml, the process's environment and the command line -> the runner's Project.
// Precedence: the command line, then the environment chosen ([env.NAME]), then the file itself.
#pragma once

#include "runner/project.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace strata::cli {

// The value of an environment variable, if it is set.
using Variables = std::function<std::optional<std::string>(const std::string& name)>;

// What the command line says about the project, and the surroundings it is read in.
struct ConfigRequest {
  std::filesystem::path working_directory;  // absolute
  std::string file;  // --config; empty: search upwards
  std::string environment;  // --env; empty: STRATA_ENV
  std::string url;  // --url
  Variables variables;
};

// The variables of this process.
Variables process_variables();

// strata.toml in `start` or the nearest folder above it that has one.
std::optional<std::filesystem::path> find_config(const std::filesystem::path& start);

// Reads and checks the whole file, and only expands the ${VAR}s of the values that count. A URL from the file or
// DATABASE_URL with a relative SQLite path is made relative to the file's folder, one from --url to the working
// directory. Without a file, a --url alone makes a project of the working directory. Throws Error(config) with the
// place, and the nearest known name for an unknown one.
runner::Project load_project(const ConfigRequest& request);

}  // namespace strata::cli
