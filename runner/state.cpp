// The word on the command line -> where its schema comes from -> a schema read back from a real engine.
#include "runner/state.hpp"

#include "dialects/plan.hpp"
#include "runner/directory.hpp"
#include "runner/model_loader.hpp"
#include "runner/replay.hpp"
#include "runner/scratch.hpp"
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

// Renames that the models tell of, on this engine.
std::vector<diff::Rename> hints_of(const schema::Model& model, std::string_view engine) {
  std::vector<diff::Rename> hints;
  const auto here = [&](const schema::OnlyOn& only_on) {
    return only_on.empty() || std::ranges::find(only_on, engine) != only_on.end();
  };
  for (const auto& table : model.tables) {
    if (!here(table.only_on)) continue;
    if (!table.renamed_from.empty()) {
      hints.push_back({diff::RenameKind::table, table.name, table.renamed_from, table.name.name});
    }
    for (const auto& column : table.columns) {
      if (!column.renamed_from.empty() && here(column.only_on)) {
        hints.push_back({diff::RenameKind::column, table.name, column.renamed_from, column.name});
      }
    }
    for (const auto& index : table.indexes) {
      if (!index.renamed_from.empty() && here(index.only_on)) {
        hints.push_back({diff::RenameKind::index, table.name, index.renamed_from, index.name});
      }
    }
  }
  return hints;
}

schema::Schema from_script(const Project& project, const Dialect& dialect, const std::string& text,
                           const std::filesystem::path& file) {
  const auto session = open_scratch(project, dialect);
  Section section;
  section.text = text;
  RunOptions options;
  options.transaction = false;  // a dump often brings its own BEGIN and COMMIT
  run_on_scratch(*session, dialect, section, file, options);
  return dialect.introspect(*session, project.scope);
}

void require_engine(const schema::Schema& schema, const Dialect& dialect, const std::string& source) {
  if (schema.engine != dialect.name()) {
    throw Error(ErrorCode::usage,
                source + " describes a schema of " + schema.engine + ", and this is " + std::string(dialect.name()));
  }
}

// Extensions that only the other side has: they stay, and nobody should wonder about it.
void note_kept_extensions(State& state, const schema::Model& model, const schema::Schema* other) {
  if (other == nullptr) return;
  for (const auto& extension : other->extensions) {
    const auto same = [&](const schema::Extension& known) { return known.name == extension.name; };
    if (std::ranges::any_of(model.extensions, same)) continue;
    state.left_out.push_back("extension " + extension.name + " is not in the models: it is kept as it is");
  }
}

State from_model(const Project& project, const Dialect& dialect, const schema::Model& model,
                 const schema::Schema* other) {
  State state;
  state.schema = read_back(project, dialect, dialect.resolve(model), other);
  state.hints = hints_of(model, dialect.name());
  for (const auto& finding : dialect.left_out(model)) state.left_out.push_back(schema::to_string(finding));
  note_kept_extensions(state, model, other);
  return state;
}

State models_state(const Project& project, const Dialect& dialect, const LoadedModels& loaded,
                   const schema::Schema* other) {
  return std::visit(diff::overloaded{
                        [&](const schema::Model& model) { return from_model(project, dialect, model, other); },
                        [&](const schema::Schema& schema) {
                          require_engine(schema, dialect, project.models.file);
                          return State{{}, read_back(project, dialect, schema), {}, false};
                        },
                        [&](const SqlScript& script) {
                          return State{{}, from_script(project, dialect, script.text, script.path), {}, false};
                        },
                    },
                    loaded);
}

State json_state(const Project& project, const Dialect& dialect, const std::filesystem::path& file) {
  const auto text = read_file(file);
  return std::visit(diff::overloaded{
                        [&](const schema::Model& model) { return from_model(project, dialect, model, nullptr); },
                        [&](const schema::Schema& schema) {
                          require_engine(schema, dialect, file.string());
                          return State{{}, read_back(project, dialect, schema), {}, false};
                        },
                    },
                    schema::read_any(text, file.string()));
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
  return {{}, dialect.introspect(*session, project.scope), {}, true};
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
  if (spec == "models") return models_state(project, dialect, load_models(project, progress), nullptr);
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
  if (spec.ends_with(".sql")) return {{}, from_script(project, dialect, read_file(spec), spec), {}, false};
  throw Error(ErrorCode::usage, "\"" + dialects::redacted(std::string_view(spec)) + "\" is no state")
      .hint("a state is models, db, empty, migrations, migrations@REVISION, a file .sql or .json, or a database URL");
}

void add_schema_of(const schema::ObjectName& name, std::set<std::string>& schemas) {
  schemas.insert(name.schema);
}

// The schemas that a model or an inspected schema speaks of; the empty name is the default one.
template <class Described>
std::set<std::string> schemas_of(const Described& described) {
  std::set<std::string> schemas{described.namespaces.begin(), described.namespaces.end()};
  for (const auto& table : described.tables) add_schema_of(table.name, schemas);
  for (const auto& view : described.views) add_schema_of(view.name, schemas);
  for (const auto& type : described.enums) add_schema_of(type.name, schemas);
  for (const auto& domain : described.domains) add_schema_of(domain.name, schemas);
  for (const auto& type : described.composite_types) add_schema_of(type.name, schemas);
  for (const auto& sequence : described.sequences) add_schema_of(sequence.name, schemas);
  return schemas;
}

std::set<std::string> schemas_of(const LoadedModels& models) {
  return std::visit(diff::overloaded{
                        [](const schema::Model& model) { return schemas_of(model); },
                        [](const schema::Schema& schema) { return schemas_of(schema); },
                        [](const SqlScript&) { return std::set<std::string>{}; },  // the search path's
                    },
                    models);
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
  models_ = load_models(project_, progress_);
  if (!dialect.capabilities().schemas || !project_.scope.schemas.empty()) return;
  auto schemas = schemas_of(*models_);
  if (schemas.empty()) return;
  project_.scope.default_schema = schemas.erase("") > 0;
  project_.scope.schemas.assign(schemas.begin(), schemas.end());
}

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
  auto state = models_state(project_, dialect_, *models_, other);
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
