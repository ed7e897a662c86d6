// A URL -> an open SqliteSession, or an error that says what stands in the way.
#pragma once

#include "dialects/dialect.hpp"

#include <memory>
#include <string>

namespace strata::dialects::sqlite {

// The file that a URL names (sqlite:relative.db, sqlite:/abs.db, sqlite:///abs.db), or ":memory:".
// Throws Error(config) for a host and other things that SQLite doesn't have.
std::string database_file(const DatabaseUrl& url);

// True for ":memory:" and for a file that is there.
bool database_exists(const DatabaseUrl& url);

// Opens, loads the extensions and reads the file's header, but writes nothing. `?mode=` ro, rw and rwc win over the
// options. Throws Error(database) that names the file: missing, a directory, unreadable, not a database.
std::unique_ptr<Session> connect(const DatabaseUrl& url, const ConnectOptions& options);

// An empty database in memory, gone with the session.
std::unique_ptr<Session> scratch(const ConnectOptions& options);

}  // namespace strata::dialects::sqlite
