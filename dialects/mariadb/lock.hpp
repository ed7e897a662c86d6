// The runner's lock: GET_LOCK, polled, so that a cancel is seen while one waits and the wait can be told.
#pragma once

#include "dialects/session.hpp"

#include <string>
#include <string_view>

namespace strata::dialects::mariadb {

class MariadbSession;

// The name of a user-level lock, from the name of what is locked and the database it lies in: such locks are the whole
// server's, and no longer than 64 characters. Part of what strata promises: runners of every version agree on it.
std::string lock_key(std::string_view name, std::string_view database);

// True when this session holds the lock now. It is held until the session ends.
bool try_lock(Session& session, const std::string& key);

// Waits up to the session's lock wait, and says so after a second. Throws Error(lock_timeout) that names the holder, or
// Error(interrupted) after cancel().
void lock(MariadbSession& session, const std::string& key);

}  // namespace strata::dialects::mariadb
