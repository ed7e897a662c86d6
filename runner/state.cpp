// The word on the command line -> where its schema comes from -> a schema read back from a real engine.
#include "runner/state.hpp"

#include "dialects/plan.hpp"
#include "runner/desired_models.hpp"
#include "runner/directory.hpp"
#include "runner/replay.hpp"
#include "runner/target.hpp"
#include "schema/read_json.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <type_traits>

namespace strata::runner {
namespace {

using dialects::Dialect;

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in || std::filesystem::is_directory(file)) {
    throw Error(ErrorCode::usage, "can't read " + file.string())
        .hint("a state is models, db, empty, migrations, migrations@REVISION, a file .sql or .json, or a database URL");
  }
  return {std::istreambuf_iterator<char>(in), {}};
}

State json_state(const Project& project, const Dialect& dialect, const std::filesystem::path& file) {
  ModelsText text{read_file(file), false, [&](const std::string& json) { return read_json_models(json, file); }};
  return DesiredModels(project, dialect, std::move(text), file.string()).state(project, nullptr);
}

State migrations_state(const Project& project, const Dialect& dialect, std::string_view target) {
  const Graph graph{read_revisions(project.migrations)};
  const auto wanted = graph.with_ancestors(resolve(parse_target(target), graph));
  return {{}, replay(project, dialect, graph, wanted), {}, false};
}

State live_state(const Project& project, const Dialect& dialect, const std::string& url) {
  auto options = connect_options(project);
  options.read_only = true;
  const auto session = dialect.connect(dialects::parse_url(url), options);
  State state;
  state.live = true;
  session->on_notice([&](const std::string& message) { state.warnings.push_back(message); });
  state.schema = dialect.introspect(*session, project.scope);
  session->on_notice({});
  return state;
}

bool is_url(const Dialect& dialect, std::string_view spec) {
  const auto colon = spec.find(':');
  return colon != std::string_view::npos && dialect.serves(spec.substr(0, colon));
}

State load(const Project& project, const Dialect& dialect, const std::string& spec, const Progress& progress) {
  if (spec == "empty") {
    State state;
    state.schema.engine = dialect.name();
    return state;
  }
  if (spec == "models") {
    return DesiredModels(project, dialect, fetch_models(project, progress), project.models.file)
        .state(project, nullptr);
  }
  if (spec == "db") {
    if (project.url.empty()) {
      throw Error(ErrorCode::config, "the project names no database")
          .hint("give [database] url in strata.toml, DATABASE_URL or --url; or compare with --from migrations");
    }
    return live_state(project, dialect, project.url);
  }
  if (spec == "migrations") return migrations_state(project, dialect, "heads");
  if (spec.starts_with("migrations@")) return migrations_state(project, dialect, std::string_view(spec).substr(11));
  if (is_url(dialect, spec)) return live_state(project, dialect, spec);
  if (spec.ends_with(".json")) return json_state(project, dialect, spec);
  if (spec.ends_with(".sql")) return {{}, schema_of_script(project, dialect, read_file(spec), spec), {}, false};
  throw Error(ErrorCode::usage, "\"" + dialects::redacted(std::string_view(spec)) + "\" is no state")
      .hint("a state is models, db, empty, migrations, migrations@REVISION, a file .sql or .json, or a database URL");
}

}  // namespace

State load_state(const Project& project, const Dialect& dialect, std::string_view spec, const Progress& progress) {
  auto state = load(project, dialect, std::string(spec), progress);
  state.name = is_url(dialect, spec) ? dialects::redacted(spec) : std::string(spec);
  return state;
}

Comparison::Comparison(const Project& project, const Dialect& dialect, std::string_view from, std::string_view to,
                       const Progress& progress)
    : project_(project), dialect_(dialect), from_(from), to_(to), progress_(progress) {
  if (from != "models" && to != "models") return;
  models_ =
      std::make_unique<DesiredModels>(project_, dialect_, fetch_models(project_, progress_), project_.models.file);
  if (!dialect.capabilities().schemas || !project_.scope.schemas.empty()) return;
  auto schemas = models_->summary().schemas;
  if (schemas.empty()) return;
  project_.scope.default_schema = schemas.erase("") > 0;
  project_.scope.schemas.assign(schemas.begin(), schemas.end());
}

Comparison::~Comparison() = default;

std::pair<State, State> Comparison::load() {
  if (from_ == "models" && to_ != "models") {
    auto to = load(to_);
    auto from = load(from_, &to.schema);
    return {std::move(from), std::move(to)};
  }
  auto from = load(from_);
  auto to = load(to_, &from.schema);
  return {std::move(from), std::move(to)};
}

State Comparison::load(std::string_view spec, const schema::Schema* other) {
  if (spec != "models") return load_state(project_, dialect_, spec, progress_);
  auto state = models_->state(project_, other);
  state.name = spec;
  return state;
}

const Dialect& project_dialect(const Project& project) {
  if (!project.url.empty()) return dialects::dialect_for(dialects::parse_url(project.url));
  if (!project.engines.empty()) return dialects::dialect_named(project.engines.front());
  throw Error(ErrorCode::config, "the project names neither a database nor an engine")
      .hint("give [database] url or [project] engines in strata.toml");
}

}  // namespace strata::runner
