// Brings the process's surroundings to the functions that take them as values.
#include "cli/context.hpp"

#include <filesystem>

#include "cli/config.hpp"

namespace strata::cli {

runner::Project project_of(const Context& context) {
  ConfigRequest request;
  request.working_directory = std::filesystem::current_path();
  request.file = context.options.config;
  request.environment = context.options.environment;
  request.url = context.options.url;
  request.variables = process_variables();
  return load_project(request);
}

runner::Progress progress_of(const Context& context) {
  return [&context](std::string_view text) { progress(context.output, text); };
}

}  // namespace strata::cli
