// SIGINT and SIGTERM: a running migration is cancelled and rolled back, anything else just ends with 130.
#pragma once

#include "dialects/session.hpp"

#include <atomic>

namespace strata::cli {

// Outside of an InterruptGuard: says that it was interrupted and leaves at once with exit code 130. For work that
// changes nothing until it is done.
void leave_on_interrupt();

// While it lives, a signal sets `cancelled()` and cancels the session's running statement; the work itself then
// ends with Error(interrupted), having rolled back. One at a time.
class InterruptGuard {
 public:
  explicit InterruptGuard(dialects::Session& session);
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
  ~InterruptGuard();

  [[nodiscard]] const std::atomic<bool>* cancelled() const;
};

}  // namespace strata::cli
