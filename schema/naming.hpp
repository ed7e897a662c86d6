// Names for keys, constraints and indexes that a model leaves without one, by the project's naming convention.
#pragma once

#include "schema/model.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::schema {

// What the placeholders of a template stand for.
struct NameParts {
  std::string_view table;
  std::vector<std::string> columns;
  std::string_view referenced;
  std::string_view kind;
};

// The template with its placeholders filled in; one that is empty takes the "_" before it along. An empty template
// gives an empty name.
std::string name_from(std::string_view name_template, const NameParts& parts);

// The model with every name filled in that the convention gives: `unnamed` ones and empty templates stay without.
Model named(Model model);

}  // namespace strata::schema
