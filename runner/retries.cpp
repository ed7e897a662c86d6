// In short naps, so that a cancel is seen at once.
#include "runner/retries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace strata::runner {

using Clock = std::chrono::steady_clock;

Retries::Retries(Run& run) : run_(run), give_up_(Clock::now() + run.options.lock_wait) {}

bool Retries::wait(const PlannedRevision& planned, const Error& error) {
  const Clock::time_point next = Clock::now() + pause_;
  if (next >= give_up_) return false;
  const std::string what = describe(planned);
  std::string_view reason = error.what();
  if (reason.starts_with(what + ": ")) reason.remove_prefix(what.size() + 2);
  run_.observer.warning(fmt::format("{} is run again, since it met another transaction: {}", what, reason));
  pause_ = std::min(pause_ * 2, std::chrono::milliseconds{2'000});
  while (Clock::now() < next) {
    if (run_.options.cancelled != nullptr && run_.options.cancelled->load()) {
      throw Error(ErrorCode::interrupted, fmt::format("{}: stopped before it was run again", what))
          .at(place_of(planned, 0))
          .hint(hint_of(run_, planned, ErrorCode::interrupted));
    }
    std::this_thread::sleep_for(std::min<Clock::duration>(std::chrono::milliseconds{10}, next - Clock::now()));
  }
  return true;
}

}  // namespace strata::runner
