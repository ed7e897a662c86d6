// The project's models on one engine, each part worked out when it is asked for: what was worked out of the same text
// before is known from the cache, so that thousands of tables need not be read to see that they are the same.
#pragma once

#include "runner/model_loader.hpp"
#include "runner/state.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace strata::runner {

// What of the models counts besides the schema that they become.
struct ModelsSummary {
  std::string engine;  // of a saved inspection, which holds for that one only; empty: any
  std::set<std::string> schemas;  // that they speak of; the empty name is the default one
  std::vector<diff::Rename> hints;  // `renamed_from`, on this engine
  std::vector<std::string> left_out;  // what they say and this engine does without
  std::set<std::string> extensions;
};

class DesiredModels {
 public:
  // `name` is what messages call them.
  DesiredModels(const Project& project, const dialects::Dialect& dialect, ModelsText models, const std::string& name);

  [[nodiscard]] const ModelsSummary& summary() const { return summary_; }

  // As the engine spells them, in the scope of `project`. `other`, where given, is the database that they are compared
  // with: its functions and extensions may be used without being described.
  State state(const Project& project, const schema::Schema* other);

 private:
  LoadedModels& loaded();

  const dialects::Dialect& dialect_;
  ModelsText models_;
  std::optional<LoadedModels> loaded_;
  ModelsSummary summary_;
};

}  // namespace strata::runner
