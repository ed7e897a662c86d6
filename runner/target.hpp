// Targets as people write them (docs/targets.md): (label@)?(rev|head|heads|base|current)?([+-]N)?, resolved against the
// graph and what is applied.
#pragma once

#include "runner/graph.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::runner {

struct Target {
  enum class Kind { revision, head, heads, base, current };

  std::string text;  // as written
  std::string label;  // restricts the target to the branch that begins at the labelled revision
  Kind kind = Kind::current;
  std::string prefix;  // of the id, for Kind::revision
  int offset = 0;  // steps up (+) or down (-)

  friend bool operator==(const Target&, const Target&) = default;
};

// Throws Error(usage) that shows the grammar.
Target parse_target(std::string_view text);

// The revisions that a target means: the heads of what is to be applied; empty is base. `applied` has a flag per
// revision of the graph. Throws Error(usage) where it is ambiguous or leaves the graph, with the way out.
std::vector<Graph::Index> resolve(const Target& target, const Graph& graph, const Graph::Selection& applied);

// For states like migrations@REV, where there is no database: `current` is an error.
std::vector<Graph::Index> resolve(const Target& target, const Graph& graph);

}  // namespace strata::runner
