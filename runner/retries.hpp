// When to run a transaction again that another one stopped: later and later, for as long as runners wait for each
// other.
#pragma once

#include "runner/run.hpp"

#include <chrono>

namespace strata::runner {

class Retries {
 public:
  explicit Retries(Run& run);

  // Waits for the next attempt. False when there is to be none. Throws Error(interrupted).
  bool wait(const PlannedRevision& planned, const Error& error);

 private:
  Run& run_;
  std::chrono::steady_clock::time_point give_up_;
  std::chrono::milliseconds pause_{50};
};

}  // namespace strata::runner
