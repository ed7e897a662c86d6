// The runner's lock: a session-level advisory lock, polled. A waiter that sat blocked in the server would hold a
// snapshot, for which CREATE INDEX CONCURRENTLY of the lock's holder would wait in turn.
#pragma once

#include "dialects/session.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace strata::dialects::postgresql {

// The key of an advisory lock, from its name. Part of what strata promises: runners of every version agree on it.
std::int64_t lock_key(std::string_view name);

// True when this session holds the lock now. It is held until the session ends.
bool try_lock(Session& session, std::int64_t key);

// Who holds it, for people: "process 4711 (psql, user anna, from 10.0.0.5, since …)"; empty when nobody does.
std::string lock_holder(Session& session, std::int64_t key);

struct LockWait {
  std::chrono::milliseconds longest;
  std::function<bool()> cancelled;
  std::function<void(const std::string& message)> tell;  // after a second of waiting, once
};

// Throws Error(lock_timeout) that names the holder, or Error(interrupted).
void lock(Session& session, std::int64_t key, const LockWait& wait);

}  // namespace strata::dialects::postgresql
