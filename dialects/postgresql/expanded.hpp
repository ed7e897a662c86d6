// A list of operations that others have joined: what PostgreSQL needs beside those asked for, or in their place.
#pragma once

#include "diff/operation.hpp"
#include "diff/step.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace strata::dialects::postgresql {

struct Expanded {
  diff::Operations operations;
  std::vector<std::optional<std::size_t>> origins;  // beside them: the operation asked for, none where it makes way

  void add(diff::Operation operation, std::optional<std::size_t> origin);
};

// The list as one of what was asked for in the first place, where it was expanded from another.
void compose_origins(const Expanded& first, Expanded& expanded);

// The steps of an expanded list as steps of the list asked for: what makes way says so.
void restore_origins(const Expanded& expanded, std::vector<diff::Step>& steps);

}  // namespace strata::dialects::postgresql
