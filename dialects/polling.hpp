// Waiting for what no server tells us of: by asking again and again.
#pragma once

#include <chrono>
#include <functional>

namespace strata::dialects {

struct Polling {
  std::chrono::milliseconds longest;
  std::function<bool()> done;
  std::function<void()> waiting;  // called once, after a second
  std::function<void()> check;  // called often: throws when nobody wants to wait any more
};

// Asks at growing intervals, until `done` or until `longest` has passed: false then.
bool poll_until(const Polling& polling);

}  // namespace strata::dialects
