// What a run leaves behind, recorded beside the history, so that later changes by hand are noticed with the right to
// read alone: no revision files, no models, no scratch database.
#pragma once

#include "runner/history.hpp"

#include <string>
#include <vector>

namespace strata::runner {

// The schema in scope, as it is now. `scope.history_prefix` must be that of the history.
RecordedSchema fingerprint(dialects::Session& session, const dialects::Dialect& dialect, const dialects::Scope& scope);

struct Drift {
  bool recorded = false;  // false: nothing to compare with; `problem` says why
  std::string problem;
  std::string since;  // "7c1f0e9a2b4d, 2026-11-21T04:20:31Z": the run that recorded
  std::vector<std::string> changes;  // "create table notes"; empty: none
};

// Compares what was recorded with what is there.
Drift find_drift(dialects::Session& session, const dialects::Dialect& dialect, const HistoryNames& names,
                 const dialects::Scope& scope);

}  // namespace strata::runner
