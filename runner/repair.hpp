// Puts the history right where it and the files have parted, each time by somebody's choice: nothing is repaired
// because it looks as if. Scripts do not run here, and of the database only strata's own tables change.
#pragma once

#include "runner/apply.hpp"
#include "runner/graph.hpp"

#include <string>
#include <vector>

namespace strata::runner {

// Something that does not fit, and the ways out of it, safest first.
struct Mismatch {
  std::string revision;  // empty: the database as a whole
  std::string problem;
  std::vector<std::string> choices;  // "strata migrate repair --accept 7c1f0e9a2b4d: …"
};

std::vector<Mismatch> find_mismatches(dialects::Session& session, const dialects::Dialect& dialect,
                                      const HistoryNames& names, const Graph& graph, const dialects::Scope& scope);

// Ids or unique prefixes.
struct RepairChoices {
  std::vector<std::string> accept;  // an edited file is what counts: its checksum, down script and options
  std::vector<std::string> forget;  // an applied revision without a file is none any more
  std::vector<std::string> mark_done;  // an unfinished `transaction = false` run has in fact done all of it
  std::vector<std::string> mark_undone;  // … or nothing of it
  bool accept_schema = false;  // the schema as it is now is what the revisions lead to

  [[nodiscard]] bool empty() const;
};

// All in one transaction. Gives what was done, a line each. Throws Error(refused) for a choice that does not fit.
std::vector<std::string> repair(dialects::Session& session, const dialects::Dialect& dialect, const HistoryNames& names,
                                const Graph& graph, const RepairChoices& choices, const ApplyOptions& options);

}  // namespace strata::runner
