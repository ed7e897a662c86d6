// Sleeps longer and longer between two tries, in short naps, so that a cancel from another thread is seen at once.
#include "dialects/polling.hpp"

#include <algorithm>
#include <thread>

namespace strata::dialects {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

void sleep(milliseconds time, const std::function<void()>& check) {
  const Clock::time_point end = Clock::now() + time;
  while (Clock::now() < end) {
    check();
    std::this_thread::sleep_for(std::min<Clock::duration>(milliseconds(10), end - Clock::now()));
  }
}

}  // namespace

bool poll_until(const Polling& polling) {
  const Clock::time_point start = Clock::now();
  bool told = false;
  for (milliseconds nap(10); !polling.done(); nap = std::min(nap * 2, milliseconds(500))) {
    const auto waited = std::chrono::duration_cast<milliseconds>(Clock::now() - start);
    if (waited >= polling.longest) return false;
    if (!told && waited >= std::chrono::seconds(1)) {
      polling.waiting();
      told = true;
    }
    sleep(std::min(nap, polling.longest - waited), polling.check);
  }
  return true;
}

}  // namespace strata::dialects
