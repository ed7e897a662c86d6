#include "runner/model_loader.hpp"

#include "dialects/url.hpp"
#include "runner/compile_cache.hpp"
#include "runner/model_build.hpp"
#include "runner/model_exporter.hpp"
#include "runner/subprocess.hpp"
#include "schema/error.hpp"
#include "schema/read_json.hpp"
#include "schema/validate.hpp"

#include <fmt/format.h>

#include <system_error>
#include <utility>

namespace strata::runner {
namespace {

namespace fs = std::filesystem;

struct Environment {
  const Project& project;
  std::vector<std::string> variables;
  const Progress& progress;

  void report(const std::string& what) const {
    if (progress) progress(what);
  }
};

Command exporter_command(const Environment& environment, Command command) {
  command.directory = environment.project.root;
  command.environment = environment.variables;
  command.timeout = environment.project.models.timeout;
  return command;
}

void keep_for_debugger(const fs::path& program, const fs::path& cache, Error& error) {
  const fs::path kept = cache / "crashed-exporter";
  std::error_code failed;
  fs::rename(program, kept, failed);
  if (!failed) error.hint(fmt::format("the program is kept for a debugger: {}", kept.native()));
}

Exported export_compiled(const Environment& environment, const CacheFolders& cache, const WorkFolder& work,
                         const CompiledModels& compiled) {
  const fs::path program = work.path() / "exporter";
  environment.report("linking the models");
  link_exporter(environment.project, environment.variables, compiled, program);
  Command command;
  command.arguments = {program.native()};
  environment.report("reading the models");
  command = exporter_command(environment, command);
  Outcome outcome = run(command);
  const bool crashed = outcome.signal != 0 && !outcome.timed_out;
  try {
    return take_model(std::move(outcome), command, "made from [models] sources");
  } catch (Error& error) {
    if (crashed) keep_for_debugger(program, cache.project, error);
    throw;
  }
}

std::string export_sources(const Environment& environment) {
  const CacheFolders cache = cache_folders(environment.project.root);
  const WorkFolder work(cache.project);
  const CompiledModels compiled =
      compile_models(environment.project, environment.variables, cache, work, environment.progress);
  const fs::path saved = cache.project / (compiled.key + ".json");
  if (!compiled.key.empty()) {
    if (auto json = read_whole_file(saved)) {
      mark_used(saved);
      return std::move(*json);
    }
  }
  Exported exported = export_compiled(environment, cache, work, compiled);
  if (!compiled.key.empty()) write_file_atomically(saved, exported.json);
  prune(cache.project);
  prune(cache.shared);
  return std::move(exported.json);
}

void build(const Environment& environment, const std::string& text) {
  environment.report("building the models: " + text);
  Command command = shell_command(text);
  command.directory = environment.project.root;
  command.environment = environment.variables;
  const Outcome outcome = run(command);
  if (outcome.succeeded()) return;
  throw Error(ErrorCode::models, fmt::format("[models] build {}: {}", describe(outcome, command), text))
      .detail(outcome.out + outcome.err)
      .hint(fmt::format("run it by hand in {}", environment.project.root.native()));
}

std::string export_command(const Environment& environment) {
  const auto& models = environment.project.models;
  if (!models.build.empty()) build(environment, models.build);
  environment.report("reading the models from " + models.command);
  const Command command = exporter_command(environment, shell_command(models.command));
  return take_model(run(command), command, models.command).json;
}

ModelsText fetch_file(const Project& project) {
  const fs::path path = project.root / project.models.file;
  const std::string extension = path.extension().native();
  if (extension != ".json" && extension != ".sql") {
    throw Error(ErrorCode::config, fmt::format("[models] file is neither .json nor .sql: {}", project.models.file))
        .hint("C++ files go into [models] sources");
  }
  auto text = read_whole_file(path);
  if (!text) {
    std::error_code unknown;
    const bool is_folder = fs::is_directory(path, unknown);
    const char* reason = is_folder ? "is a folder" : fs::exists(path, unknown) ? "cannot be read" : "does not exist";
    throw Error(ErrorCode::models, fmt::format("[models] file {} {}", path.native(), reason));
  }
  if (extension == ".sql") {
    return {std::move(*text), true, [path](const std::string& script) { return SqlScript{path, script}; }};
  }
  return {std::move(*text), false, [path](const std::string& json) { return read_json_models(json, path); }};
}

void require_one_source(const ModelsSource& models) {
  const int given = int{!models.sources.empty()} + int{!models.command.empty()} + int{!models.file.empty()};
  if (given == 1 && (models.build.empty() || !models.command.empty())) return;
  const char* problem = given > 1              ? "[models] gives more than one of sources, command and file"
                        : models.build.empty() ? "[models] says nothing of where the models are"
                                               : "[models] build needs the command that is then run";
  throw Error(ErrorCode::config, problem)
      .hint("give one: sources = [\"models/*.cpp\"], command = \"build/app_models\", or file = \"schema.sql\"");
}

void add_secrets(const std::string& url, std::vector<std::string>& secrets) {
  if (url.empty()) return;
  secrets.push_back(url);
  const std::string password = dialects::parse_url(url).password;
  if (!password.empty()) secrets.push_back(password);
}

}  // namespace

std::vector<std::string> secrets_of(const Project& project) {
  std::vector<std::string> secrets;
  add_secrets(project.url, secrets);
  add_secrets(project.scratch_url, secrets);
  for (const std::string& url : project.other_scratch_urls) add_secrets(url, secrets);
  return secrets;
}

LoadedModels read_json_models(const std::string& text, const std::filesystem::path& file) {
  auto read = schema::read_any(text, file.native());
  if (auto* model = std::get_if<schema::Model>(&read)) {
    schema::require_valid(*model);
    return std::move(*model);
  }
  return std::get<schema::Schema>(std::move(read));
}

ModelsText fetch_models(const Project& project, const Progress& progress) {
  require_one_source(project.models);
  if (!project.models.file.empty()) return fetch_file(project);
  const Environment environment{project, environment_without_secrets(secrets_of(project)), progress};
  auto json = project.models.sources.empty() ? export_command(environment) : export_sources(environment);
  return {std::move(json), false, [](const std::string& text) -> LoadedModels {
            schema::Model model = schema::read_model(text, "the exported models");
            schema::require_valid(model);
            return model;
          }};
}

LoadedModels load_models(const Project& project, const Progress& progress) {
  const ModelsText models = fetch_models(project, progress);
  return models.read(models.text);
}

}  // namespace strata::runner
