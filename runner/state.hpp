// A state is where a schema comes from: the models, a database, the revisions, a file. All are equal citizens of
// every command that compares. What is not read from a live database is created on a scratch one and read back, so
// that both sides of a comparison are as the engine tells them.
#pragma once

#include "diff/rename.hpp"
#include "runner/progress.hpp"
#include "runner/project.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strata::runner {

class DesiredModels;

struct State {
  std::string name;  // as asked for, fit to show: "models", "db", "migrations@7c1f"
  schema::Schema schema;
  std::vector<diff::Rename> hints;  // `renamed_from` of the models
  bool live = false;  // a live database: temporary tables can't be seen in it
  std::vector<std::string> left_out = {};  // what the models say and this engine does without, for people
  std::vector<std::string> warnings = {};  // of a live database: what this user may not see of it
};

// `spec` is one of: models, db, empty, migrations, migrations@TARGET, a path that ends in .sql or .json, or a
// database URL (of the same engine). Throws Error(usage) for anything else, and what the source itself throws.
State load_state(const Project& project, const dialects::Dialect& dialect, std::string_view spec,
                 const Progress& progress = {});

// The two states of a comparison. Where [scope] names no schemas, those that the models name are looked at; and what
// the models' texts may use without describing it (functions, extensions) is taken from the other side.
class Comparison {
 public:
  // Fetches the models when one of the two is them.
  Comparison(const Project& project, const dialects::Dialect& dialect, std::string_view from, std::string_view to,
             const Progress& progress = {});

  Comparison(const Comparison&) = delete;
  Comparison& operator=(const Comparison&) = delete;
  ~Comparison();

  // With the scope that counts.
  [[nodiscard]] const Project& project() const { return project_; }

  // A state; `other`, where given, is the other side.
  State load(std::string_view spec, const schema::Schema* other = nullptr);
  // Both, `from` first.
  std::pair<State, State> load();

 private:
  Project project_;
  const dialects::Dialect& dialect_;
  std::string from_;
  std::string to_;
  Progress progress_;
  std::unique_ptr<DesiredModels> models_;  // where one of the two is them
};

// The engine of the project's database; without a url, the first of [project] engines.
// Throws Error(config) when neither says.
const dialects::Dialect& project_dialect(const Project& project);

}  // namespace strata::runner
