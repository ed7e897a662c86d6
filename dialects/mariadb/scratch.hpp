// Scratch databases: fresh and empty, in the likeness of a database, gone with their session.
#pragma once

#include "dialects/dialect.hpp"

#include <memory>
#include <string>

namespace strata::dialects::mariadb {

// Makes a database on the server of `server` and a session in it. What killed runs left there is dropped first. Throws
// Error(database) that names a missing right and the way out.
std::unique_ptr<Session> scratch(const DatabaseUrl& server, const ConnectOptions& options);

// The server's version and what of the database that `server` names its scratch databases take over, as text.
std::string likeness(const DatabaseUrl& server, const ConnectOptions& options);

}  // namespace strata::dialects::mariadb
