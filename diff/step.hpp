// What one engine must do: SQL statements with what they need and provide. A dialect lowers operations to steps,
// order() puts them in a sequence that works, and the revision file prints their statements.
#pragma once

#include "diff/operation.hpp"

#include <compare>
#include <cstddef>
#include <string>
#include <vector>

namespace strata::diff {

enum class HazardKind { data_loss, rewrite, scan, lock, not_transactional, irreversible, value_change, breaks };

// A finding about a step that a reviewer should see: it becomes a comment in the revision and drives lint.
struct Hazard {
  HazardKind kind = HazardKind::lock;
  std::string message;
  schema::ColumnName values_of = {};  // whose values a change of types may not fit; an empty column: all of the table's

  friend bool operator==(const Hazard&, const Hazard&) = default;
};

std::string to_string(HazardKind kind);  // "data loss"

// Something that steps make, use and remove, e.g. {"table", "", "users"} or {"index", "", "users_email"}.
struct Resource {
  std::string kind;
  ObjectName name;

  friend auto operator<=>(const Resource&, const Resource&) = default;
};

// Early things first: among the steps that could run next, the one of the earliest phase is taken.
enum class Phase {
  release,  // drop what depends on something that is about to change
  rename,
  prepare,  // what others are made with, named or not: schemas, extensions, functions
  create,  // types, tables, columns
  alter,
  constrain,  // indexes, constraints, views
  drop,
};

struct Step {
  std::string summary;  // for comments and progress: "rebuild table users"
  Phase phase = Phase::alter;
  std::vector<std::string> statements;  // without the closing semicolon
  std::vector<std::size_t> operations;  // indices into the operations it came from
  std::vector<Hazard> hazards;
  std::vector<Resource> provides;  // exist once it has run
  std::vector<Resource> needs;  // must exist before it runs
  std::vector<Resource> releases;  // used before, not used after it
  std::vector<Resource> removes;  // are gone once it has run
  bool transactional = true;
  bool foreign_keys_off = false;  // the runner must suspend foreign-key enforcement around the revision
};

// Sorts the steps so that, for each resource: provider before user, user and releaser before remover, and remover
// before the provider of a new thing of the same name; otherwise by phase, then by the order given. A step that
// removes and provides a resource is a rebuild: releasers run before it, users after it. A remover that also needs
// the resource and was given after a provider of it means the new thing (a temporary name in a chain of renames).
// A user of a resource that is removed and never provided runs before the remover.
// Deterministic, O(n log n) in steps and resources. Throws Error(internal) that names a cycle.
std::vector<Step> order(std::vector<Step> steps);

}  // namespace strata::diff
