// What is wrong with a Model on any engine, all of it at once. What only one engine can't have (a partial index,
// a name too long) is its dialect's resolve() to say.
#pragma once

#include "schema/model.hpp"

#include <string>
#include <vector>

namespace strata::schema {

// One problem and where the model was written that has it.
struct Finding {
  SourceLocation location;
  std::string message;
  std::string hint;  // the way out, or empty

  friend bool operator==(const Finding&, const Finding&) = default;
};

// The problems in the order of the model. Names that the naming convention gives are looked at like given ones.
std::vector<Finding> validate(const Model& model);

// "models/user.cpp:12: message (hint)"
std::string to_string(const Finding& finding);

// Throws Error(models) with every problem in its detail, and the place of the first.
void require_valid(const Model& model);

// The same for findings that a dialect made; returns when there are none.
void require_none(const std::vector<Finding>& findings);

}  // namespace strata::schema
