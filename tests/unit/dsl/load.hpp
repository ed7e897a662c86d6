// Loads one definition for a test, and fails the test where the definition has a problem.
#pragma once

#include "strata/load.hpp"

#include <catch2/catch.hpp>

namespace strata::test {

inline schema::Model model_of(Definition::Function definition) {
  Loaded loaded = load_definitions({definition});
  for (const Problem& problem : loaded.problems) FAIL_CHECK(problem.message);
  return std::move(loaded.model);
}

inline schema::ModelTable table_of(Definition::Function definition) {
  const schema::Model model = model_of(definition);
  REQUIRE(model.tables.size() == 1);
  return model.tables.front();
}

inline std::vector<std::string> problems_of(Definition::Function definition) {
  std::vector<std::string> messages;
  for (const Problem& problem : load_definitions({definition}).problems) messages.push_back(problem.message);
  return messages;
}

}  // namespace strata::test
