// A URL -> an open MariadbSession, or an error that says what stands in the way.
#pragma once

#include "dialects/dialect.hpp"

#include <memory>

namespace strata::dialects::mariadb {

class MariadbSession;

// Connects and sets what every session of strata has. Throws Error(database) with the redacted URL, the server's reason
// and the way out; Error(config) for a URL that can't be meant.
std::unique_ptr<MariadbSession> open(const DatabaseUrl& url, const ConnectOptions& options);
std::unique_ptr<Session> connect(const DatabaseUrl& url, const ConnectOptions& options);

}  // namespace strata::dialects::mariadb
