// From definitions to a Model: what the exporter and tests call.
#pragma once

#include "schema/model.hpp"
#include "strata/models.hpp"

#include <string>
#include <vector>

namespace strata {

// What is wrong with a definition, found when all have run.
struct Problem {
  schema::SourceLocation location;
  std::string message;
};

struct Loaded {
  schema::Model model;
  std::vector<Problem> problems;  // empty: the model is whole
};

// Runs all registered definitions in order of file name, then of line.
Loaded load_definitions();

// Runs these functions in the order given.
Loaded load_definitions(const std::vector<Definition::Function>& definitions);

}  // namespace strata
