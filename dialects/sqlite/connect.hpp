// A URL -> an open SqliteSession, or an error that says what stands in the way.
#pragma once

#include "dialects/dialect.hpp"

#include <memory>
#include <string>

namespace strata::dialects::sqlite {

// True for a file that is there, and for a database in memory, which is as soon as it is asked for.
bool database_exists(const DatabaseUrl& url);

// True for a database in memory: gone with its last connection.
bool database_vanishes(const DatabaseUrl& url);

// Opens, loads the extensions and reads the file's header, but writes nothing. What the URL says (location.hpp) wins
// over the options. Throws Error(database) that names the file: missing, a directory, unreadable, not a database.
std::unique_ptr<Session> connect(const DatabaseUrl& url, const ConnectOptions& options);

// An empty database in memory, gone with the session.
std::unique_ptr<Session> scratch(const ConnectOptions& options);

// The version of the SQLite library: "3.40.1".
std::string library_version();

}  // namespace strata::dialects::sqlite
