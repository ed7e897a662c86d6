// Is all as it should be? Compares the database with the models, and the revisions with the history, and says what
// is not in order. Findings are values; nothing is changed.
#pragma once

#include "runner/state.hpp"

#include <string>
#include <vector>

namespace strata::runner {

enum class FindingKind { models_differ, pending, halfway, edited, missing, several_heads, unmodelled, hidden, drifted };

struct CheckFinding {
  FindingKind kind = FindingKind::models_differ;
  std::string subject;  // a revision's id, an object's name
  std::string message;
  std::string hint;
  bool fails = true;  // false: only reported (what is not modelled, or not seen)
};

std::string to_string(FindingKind kind);  // "models_differ"

struct CheckReport {
  std::vector<CheckFinding> findings;

  [[nodiscard]] bool ok() const;  // no finding that fails
};

// Compares `from` (by default db) with `to` (by default models). While revisions are pending, a database is not
// compared with the models: what the revisions lead to is.
CheckReport check(const Project& project, const std::string& from = "db", const std::string& to = "models",
                  const Progress& progress = {});

// Only whether the database is as strata's last run left it: needs the right to read it, and neither models nor
// revision files nor a scratch database.
CheckReport check_drift(const Project& project);

}  // namespace strata::runner
