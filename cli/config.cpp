// Which value counts, what it expands to, and where it goes in the Project. TOML itself is config_file.cpp's.
#include "cli/config.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "cli/config_file.hpp"
#include "runner/duration.hpp"
#include "schema/ascii.hpp"
#include "schema/nearest.hpp"

namespace strata::cli {
namespace {

namespace fs = std::filesystem;

// The settings that count for one environment, expanded when asked for.
class Settings {
 public:
  Settings(const ConfigFile& file, const std::string& environment, const Variables& variables) : variables_(variables) {
    for (const Setting& setting : file.settings) {
      if (setting.environment.empty()) chosen_.emplace(name_of(setting), &setting);
    }
    for (const Setting& setting : file.settings) {
      if (!environment.empty() && setting.environment == environment) chosen_[name_of(setting)] = &setting;
    }
  }

  [[nodiscard]] bool has(const std::string& name) const { return chosen_.contains(name); }
  [[nodiscard]] Place place(const std::string& name) const { return chosen_.at(name)->place; }

  void read(const std::string& name, std::string& into) const {
    if (has(name)) into = expand(std::get<std::string>(chosen_.at(name)->value), place(name));
  }

  // The first variable that it names and that is not set; empty: it can be read.
  [[nodiscard]] std::string unset_variable(const std::string& name) const {
    const std::string& text = std::get<std::string>(chosen_.at(name)->value);
    for (std::size_t begin = text.find("${"); begin != std::string::npos; begin = text.find("${", begin + 2)) {
      if (begin > 0 && text[begin - 1] == '$') continue;
      const std::size_t end = text.find('}', begin);
      if (end == std::string::npos) return text.substr(begin);
      if (std::string variable = text.substr(begin + 2, end - begin - 2); !variables_(variable)) return variable;
    }
    return {};
  }

  void read(const std::string& name, bool& into) const {
    if (has(name)) into = std::get<bool>(chosen_.at(name)->value);
  }

  void read(const std::string& name, std::vector<std::string>& into) const {
    if (!has(name)) return;
    into = std::get<std::vector<std::string>>(chosen_.at(name)->value);
    for (std::string& item : into) item = expand(item, place(name));
  }

  template <class Duration>
  void read_duration(const std::string& name, Duration& into) const {
    if (!has(name)) return;
    std::string text;
    read(name, text);
    const auto parsed = runner::parse_duration(text);
    if (!parsed) {
      throw Error(ErrorCode::config, fmt::format("{} is no duration: \"{}\"", name, text))
          .at(place(name))
          .hint("write a whole number and a unit: \"500ms\", \"5s\", \"2m\" or \"1h\"");
    }
    into = std::chrono::ceil<Duration>(*parsed);
  }

 private:
  static std::string name_of(const Setting& setting) {
    return fmt::format("{}.{}", setting.known.section, setting.known.key);
  }

  // ${VAR} is the variable's value, $${ stands for ${ itself.
  [[nodiscard]] std::string expand(const std::string& text, const Place& place) const {
    std::string result;
    std::size_t position = 0;
    while (position < text.size()) {
      const std::string_view rest = std::string_view(text).substr(position);
      if (rest.starts_with("$${")) {
        result += "${";
        position += 3;
      } else if (rest.starts_with("${")) {
        const std::size_t end = rest.find('}');
        if (end == std::string_view::npos) {
          throw Error(ErrorCode::config, "a '${' without its '}'").at(place).hint("write '$${' for a plain '${'");
        }
        result += variable(std::string(rest.substr(2, end - 2)), place);
        position += end + 1;
      } else {
        result += rest.front();
        ++position;
      }
    }
    return result;
  }

  [[nodiscard]] std::string variable(const std::string& name, const Place& place) const {
    if (auto value = variables_(name)) return *value;
    throw Error(ErrorCode::config, fmt::format("the environment variable {} is not set", name))
        .at(place)
        .hint(fmt::format("set {}, or write '$${{' for a plain '${{'", name));
  }

  std::map<std::string, const Setting*> chosen_;
  Variables variables_;
};

// Nothing where a URL is all there is.
std::optional<fs::path> config_path(const ConfigRequest& request) {
  if (!request.file.empty()) {
    const fs::path path = request.working_directory / request.file;
    std::error_code failure;
    if (!fs::exists(path, failure)) {
      throw Error(ErrorCode::config, fmt::format("there is no file {}", request.file)).hint("--config names it");
    }
    return path;
  }
  if (auto found = find_config(request.working_directory)) return *found;
  if (!request.url.empty()) return std::nullopt;
  throw Error(ErrorCode::config,
              fmt::format("there is no strata.toml in {} or a folder above it", request.working_directory.string()))
      .hint("`strata init` writes one, --config FILE names another, and --url URL needs none");
}

std::string chosen_environment(const ConfigRequest& request, const ConfigFile& file, const fs::path& path) {
  const bool by_flag = !request.environment.empty();
  std::string name = by_flag ? request.environment : request.variables("STRATA_ENV").value_or("");
  if (name.empty()) return name;
  const auto& known = file.environments;
  if (std::find(known.begin(), known.end(), name) != known.end()) return name;
  Error error(ErrorCode::config, fmt::format("{} names no environment of {}: {}", by_flag ? "--env" : "STRATA_ENV",
                                             path.filename().string(), name));
  error.at(Place{path.string(), 0, 0});
  if (const std::string near = schema::did_you_mean(name, known); !near.empty()) throw error.hint(near);
  throw error.hint(known.empty() ? fmt::format("add [env.{}] to it", name)
                                 : fmt::format("it has: {}", fmt::join(known, ", ")));
}

// Which URLs name a file, and what is a path in them, only their engine knows.
std::string anchored(const std::string& url, const fs::path& folder) {
  const std::string scheme = ascii::in_lower_case(url.substr(0, url.find(':')));
  for (const dialects::Dialect* dialect : dialects::all_dialects()) {
    if (dialect->serves(scheme)) return dialect->anchored(url, (folder / "").string());
  }
  return url;
}

// As for programs: a name with a slash is a path, meant from `folder`; one without is looked for by the system.
std::string anchored_library(const std::string& name, const fs::path& folder) {
  return name.find('/') == std::string::npos ? name : (folder / name).lexically_normal().string();
}

void require_one_models_source(const Settings& settings) {
  std::string first;
  for (const char* key : {"models.sources", "models.command", "models.file"}) {
    if (!settings.has(key)) continue;
    if (!first.empty()) {
      throw Error(ErrorCode::config, fmt::format("{} and {} exclude each other", first, key))
          .at(settings.place(key))
          .hint("models come from sources, a command or a file");
    }
    first = key;
  }
}

void read_models(const Settings& settings, runner::ModelsSource& models) {
  require_one_models_source(settings);
  settings.read("models.sources", models.sources);
  settings.read("models.compiler", models.compiler);
  settings.read("models.flags", models.flags);
  settings.read("models.build", models.build);
  settings.read("models.command", models.command);
  settings.read("models.file", models.file);
  settings.read_duration("models.timeout", models.timeout);
}

void read_engines(const Settings& settings, runner::Project& project) {
  settings.read("project.engines", project.engines);
  std::vector<std::string> known;
  for (const dialects::Dialect* dialect : dialects::all_dialects()) known.emplace_back(dialect->name());
  for (const std::string& engine : project.engines) {
    if (std::find(known.begin(), known.end(), engine) != known.end()) continue;
    throw Error(ErrorCode::config, fmt::format("unknown engine \"{}\" in project.engines", engine))
        .at(settings.place("project.engines"))
        .hint(fmt::format("strata knows: {}", fmt::join(known, ", ")));
  }
}

void read_url(const Settings& settings, const ConfigRequest& request, runner::Project& project) {
  if (!request.url.empty()) {
    project.url = anchored(request.url, request.working_directory);
  } else if (settings.has("database.url")) {
    settings.read("database.url", project.url);
    project.url = anchored(project.url, project.root);
  } else if (const auto variable = request.variables("DATABASE_URL")) {
    project.url = anchored(*variable, project.root);
  }
}

// Where scratch databases of other engines may be made: the environments besides the chosen one that are not guarded,
// unless a variable that they need is not set here.
void read_other_scratch_urls(const ConfigFile& file, const Variables& variables, runner::Project& project) {
  std::vector<std::string> names{""};
  names.insert(names.end(), file.environments.begin(), file.environments.end());
  for (const std::string& name : names) {
    if (name == project.environment) continue;
    const Settings settings(file, name, variables);
    bool guarded = false;
    settings.read("database.guarded", guarded);
    const char* key = settings.has("database.scratch_url") ? "database.scratch_url" : "database.url";
    if (!settings.has(key) || (guarded && key == std::string_view{"database.url"})) continue;
    if (const std::string variable = settings.unset_variable(key); !variable.empty()) {
      project.unset_scratch_variables.push_back(variable);
      continue;
    }
    std::string url;
    settings.read(key, url);
    project.other_scratch_urls.push_back(anchored(url, project.root));
  }
}

runner::Project project_of_url(const ConfigRequest& request) {
  runner::Project project;
  project.root = request.working_directory;
  project.migrations = request.working_directory / "migrations";
  project.url = anchored(request.url, request.working_directory);
  return project;
}

}  // namespace

Variables process_variables() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    return std::string(value);
  };
}

std::optional<fs::path> find_config(const fs::path& start) {
  for (fs::path folder = start;; folder = folder.parent_path()) {
    const fs::path candidate = folder / "strata.toml";
    std::error_code failure;
    if (fs::exists(candidate, failure)) return candidate;
    if (folder == folder.parent_path()) return std::nullopt;
  }
}

runner::Project load_project(const ConfigRequest& request) {
  const auto found = config_path(request);
  if (!found) return project_of_url(request);
  const fs::path path = found->lexically_normal();
  const ConfigFile file = read_config_file(path);
  runner::Project project;
  project.environment = chosen_environment(request, file, path);
  project.root = path.parent_path();
  const Settings settings(file, project.environment, request.variables);

  settings.read("project.name", project.name);
  std::string migrations = "migrations";
  settings.read("project.migrations", migrations);
  project.migrations = (project.root / migrations).lexically_normal();
  read_engines(settings, project);
  read_models(settings, project.models);
  read_url(settings, request, project);
  settings.read("database.scratch_url", project.scratch_url);
  project.scratch_url = anchored(project.scratch_url, project.root);
  read_other_scratch_urls(file, request.variables, project);
  settings.read("database.guarded", project.guarded);
  settings.read("database.extensions", project.extensions);
  for (std::string& extension : project.extensions) extension = anchored_library(extension, project.root);
  settings.read("scope.schemas", project.scope.schemas);
  settings.read("scope.include", project.scope.include);
  settings.read("scope.exclude", project.scope.exclude);
  settings.read_duration("migrate.lock_timeout", project.lock_timeout);
  settings.read_duration("migrate.lock_wait", project.lock_wait);
  settings.read("migrate.history_schema", project.history_schema);
  settings.read("migrate.history_prefix", project.history_prefix);
  settings.read("migrate.online", project.online);
  project.scope.history_prefix = project.history_prefix;
  return project;
}

}  // namespace strata::cli
