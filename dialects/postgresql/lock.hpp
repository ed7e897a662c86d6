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

class PostgresqlSession;

// The key of an advisory lock, from its name. Part of what strata promises: runners of every version agree on it.
std::int64_t lock_key(std::string_view name);

// True when this session holds the lock now. It is held until the session ends.
bool try_lock(Session& session, std::int64_t key);

// Who holds it, for people: "process 4711 (psql, user anna, from 10.0.0.5, since …)"; empty when nobody does.
std::string lock_holder(Session& session, std::int64_t key);

// Waits up to the session's lock wait, and says so after a second. Throws Error(lock_timeout) that names the
// holder, or Error(interrupted) after cancel().
void lock(PostgresqlSession& session, std::int64_t key);

// Asks again and again, at growing intervals, until `done` or until `longest` has passed: false then. `waiting` is
// called once, after a second. Throws Error(interrupted) after cancel().
bool poll_until(const PostgresqlSession& session, std::chrono::milliseconds longest, const std::function<bool()>& done,
                const std::function<void()>& waiting);

}  // namespace strata::dialects::postgresql
