// The summary is kept as lines of a word and a value.
#include "runner/desired_models.hpp"

#include "runner/read_back_cache.hpp"
#include "runner/replay.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace strata::runner {
namespace {

using dialects::Dialect;

// Renames that the models tell of, on this engine.
std::vector<diff::Rename> hints_of(const schema::Model& model, std::string_view engine) {
  std::vector<diff::Rename> hints;
  const auto here = [&](const schema::OnlyOn& only_on) {
    return only_on.empty() || std::ranges::find(only_on, engine) != only_on.end();
  };
  for (const auto& table : model.tables) {
    if (!here(table.only_on)) continue;
    if (!table.renamed_from.empty()) {
      hints.push_back(diff::table_rename(table.name, table.renamed_from));
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
  for (const auto& type : model.enums) {
    for (const auto& [old_label, label] : type.renamed_labels) {
      hints.push_back({diff::RenameKind::enum_label, type.name, old_label, label});
    }
  }
  return hints;
}

template <class Described>
std::set<std::string> schemas_of(const Described& described) {
  std::set<std::string> schemas{described.namespaces.begin(), described.namespaces.end()};
  const auto add = [&](const auto& objects) {
    for (const auto& object : objects) schemas.insert(object.name.schema);
  };
  add(described.tables);
  add(described.views);
  add(described.enums);
  add(described.domains);
  add(described.composite_types);
  add(described.sequences);
  return schemas;
}

ModelsSummary summary_of(const schema::Model& model, const Dialect& dialect) {
  ModelsSummary summary;
  summary.schemas = schemas_of(model);
  summary.hints = hints_of(model, dialect.name());
  for (const auto& finding : dialect.left_out(model)) summary.left_out.push_back(schema::to_string(finding));
  for (const auto& extension : model.extensions) summary.extensions.insert(extension.name);
  return summary;
}

ModelsSummary summary_of(const schema::Schema& schema) {
  ModelsSummary summary;
  summary.engine = schema.engine;
  summary.schemas = schemas_of(schema);
  for (const auto& extension : schema.extensions) summary.extensions.insert(extension.name);
  return summary;
}

// Empty where a value would not stay on its line.
std::string written(const ModelsSummary& summary) {
  std::string text = "engine " + summary.engine + "\n";
  std::size_t lines = 1;
  const auto add = [&](std::string_view word, const std::string& value) {
    text.append(word).append(" ").append(value).append("\n");
    ++lines;
  };
  for (const auto& schema : summary.schemas) add("schema", schema);
  for (const auto& hint : summary.hints) add("hint", diff::to_string(hint));
  for (const auto& note : summary.left_out) add("left_out", note);
  for (const auto& extension : summary.extensions) add("extension", extension);
  return std::ranges::count(text, '\n') == static_cast<std::ptrdiff_t>(lines) ? text : std::string();
}

ModelsSummary read_summary(std::string_view text) {
  ModelsSummary summary;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const auto space = line.find(' ');
    const auto word = line.substr(0, space);
    std::string value{line.substr(std::min(space + 1, line.size()))};
    if (word == "engine")
      summary.engine = std::move(value);
    else if (word == "schema")
      summary.schemas.insert(std::move(value));
    else if (word == "hint")
      summary.hints.push_back(diff::parse_rename(value));
    else if (word == "left_out")
      summary.left_out.push_back(std::move(value));
    else if (word == "extension")
      summary.extensions.insert(std::move(value));
  }
  return summary;
}

}  // namespace

DesiredModels::DesiredModels(const Project& project, const Dialect& dialect, ModelsText models, const std::string& name)
    : dialect_(dialect), models_(std::move(models)) {
  if (models_.is_script) return;
  ContentHash key;
  key.add(dialect.name()).add(name).add(models_.text);
  const BuildCache cache(project, "models", key);
  if (const auto known = cache.find()) {
    summary_ = read_summary(*known);
  } else if (const auto* model = std::get_if<schema::Model>(&loaded())) {
    summary_ = summary_of(*model, dialect);
  } else {
    summary_ = summary_of(std::get<schema::Schema>(loaded()));
  }
  if (const auto text = written(summary_); !text.empty()) cache.keep(text);
  if (!summary_.engine.empty() && summary_.engine != dialect.name()) {
    throw Error(ErrorCode::usage,
                name + " describes a schema of " + summary_.engine + ", and this is " + std::string(dialect.name()));
  }
}

LoadedModels& DesiredModels::loaded() {
  if (!loaded_) loaded_ = models_.read(models_.text);
  return *loaded_;
}

State DesiredModels::state(const Project& project, const schema::Schema* other) {
  if (models_.is_script) {
    const auto& script = std::get<SqlScript>(loaded());
    return State{{}, schema_of_script(project, dialect_, script.text, script.path), {}, false};
  }
  State state;
  const auto resolve = [&] {
    const auto* model = std::get_if<schema::Model>(&loaded());
    return model != nullptr ? dialect_.resolve(*model) : std::get<schema::Schema>(loaded());
  };
  state.schema = read_back(project, dialect_, models_.text, resolve, other);
  state.hints = summary_.hints;
  state.left_out = summary_.left_out;
  if (other == nullptr) return state;
  for (const auto& extension : other->extensions) {
    if (summary_.extensions.contains(extension.name)) continue;
    state.left_out.push_back("extension " + extension.name + " is not in the models: it is kept as it is");
  }
  return state;
}

}  // namespace strata::runner
