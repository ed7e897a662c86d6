// Looks at the file before SQLite does, because SQLite makes missing files, and calls every other trouble "unable to
// open database file".
#include "dialects/sqlite/connect.hpp"

#include "dialects/soci.hpp"
#include "dialects/sqlite/location.hpp"
#include "dialects/sqlite/session.hpp"
#include "dialects/sqlite/sql_error.hpp"

#include <filesystem>
#include <fstream>
#include <utility>

#include <fmt/core.h>

namespace strata::dialects::sqlite {
namespace {

struct Access {
  bool read_only = false;
  bool create = false;
};

Access access_to(const Location& location, const ConnectOptions& options) {
  const bool read_only = options.read_only || location.immutable || location.mode == OpenMode::read_only;
  const bool create = options.create || location.mode == OpenMode::create;
  return {read_only, create && !read_only && location.mode != OpenMode::read_write};
}

void require_parent(const std::filesystem::path& file) {
  const std::filesystem::path parent = file.has_parent_path() ? file.parent_path() : ".";
  std::error_code ignored;
  if (std::filesystem::is_directory(parent, ignored)) return;
  throw Error(ErrorCode::database,
              fmt::format("can't create {}: there is no directory {}", file.string(), parent.string()))
      .hint("create the directory, or correct the database's URL");
}

void require_usable(const std::filesystem::path& file, const Access& access) {
  std::error_code problem;
  const std::filesystem::file_status status = std::filesystem::status(file, problem);
  if (status.type() == std::filesystem::file_type::not_found) {
    if (access.create) return require_parent(file);
    throw Error(ErrorCode::database, fmt::format("there is no database file {}", file.string()))
        .hint("check the path (it is relative to the working directory); `strata migrate up` makes a new database");
  }
  if (std::filesystem::is_directory(status)) {
    throw Error(ErrorCode::database, fmt::format("{} is a directory, not a database file", file.string()))
        .hint("name a file in the database's URL");
  }
  if (std::ifstream probe(file, std::ios::binary); !probe) {
    throw Error(ErrorCode::database, fmt::format("{} can't be read", file.string()))
        .hint("check the permissions of the file and of the directories above it");
  }
}

Error unopenable(const std::string& file) {
  return Error(ErrorCode::database, fmt::format("{} can't be opened", file))
      .hint("check the permissions of the file and of its directory");
}

// Without a mutex of the connection's own, which every value of every row would take: a session is one thread's, and
// what another may call, sqlite3_interrupt, needs none (threadsafe.html).
int open_flags(const Location& location, const Access& access) {
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX |
              (location.shared_cache ? SQLITE_OPEN_SHAREDCACHE : SQLITE_OPEN_PRIVATECACHE);
  if (location.in_memory) return flags | SQLITE_OPEN_MEMORY | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  flags |= access.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  return access.create ? flags | SQLITE_OPEN_CREATE : flags;
}

// SOCI knows neither SQLite's URIs nor databases in memory that connections share. So it opens an empty one, and is
// given ours in its place, which it closes with the session.
std::unique_ptr<soci::session> open(const Location& location, const Access& access) {
  auto connection = std::make_unique<soci::session>(soci::sqlite3, "dbname=:memory:");
  sqlite_api::sqlite3*& held = static_cast<soci::sqlite3_session_backend*>(connection->get_backend())->conn_;
  sqlite_api::sqlite3* opened = nullptr;
  const int result =
      sqlite_api::sqlite3_open_v2(uri_of(location).c_str(), &opened, open_flags(location, access), nullptr);
  std::swap(held, opened);
  sqlite_api::sqlite3_close(opened);
  if (result != SQLITE_OK) throw unopenable(shown(location));
  return connection;
}

Error unloadable(const std::string& extension, const std::string& reason) {
  return Error(ErrorCode::database, fmt::format("the extension {} can't be loaded", extension))
      .detail(reason)
      .hint(
          "correct [database] extensions: ./name.so lies beside strata.toml, a name without a slash is looked for "
          "where the system keeps libraries");
}

// SQLite tries a path with .so behind it, too, and would tell of that one only.
void require_library(const std::string& extension) {
  if (extension.find('/') == std::string::npos) return;
  std::error_code ignored;
  for (const char* suffix : {"", ".so", ".dylib"}) {
    if (std::filesystem::exists(extension + suffix, ignored)) return;
  }
  throw unloadable(extension, "there is no such file");
}

void load_extensions(soci::session& connection, const std::vector<std::string>& extensions) {
  if (extensions.empty()) return;
  auto* handle = static_cast<soci::sqlite3_session_backend*>(connection.get_backend())->conn_;
  // By the C interface only: SQL's load_extension() stays switched off.
  sqlite_api::sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, nullptr);
  for (const std::string& extension : extensions) {
    require_library(extension);
    char* message = nullptr;
    if (sqlite_api::sqlite3_load_extension(handle, extension.c_str(), nullptr, &message) == SQLITE_OK) continue;
    const std::string reason = message != nullptr ? message : "unknown reason";
    sqlite_api::sqlite3_free(message);
    throw unloadable(extension, reason);
  }
  sqlite_api::sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
}

// Reads the header, which opening does not.
void require_database(SqliteSession& session, const std::string& file) {
  try {
    session.query("PRAGMA schema_version");
  } catch (const SqlError& error) {
    if (error.engine_code() == "SQLITE_NOTADB") {
      throw Error(ErrorCode::database, fmt::format("{} is not an SQLite database", file))
          .hint("the file is of another kind, or encrypted");
    }
    if (error.engine_code() == "SQLITE_CANTOPEN") throw unopenable(file);
    throw;
  }
}

std::unique_ptr<Session> start(const Location& location, const Access& access, const ConnectOptions& options) {
  std::unique_ptr<soci::session> connection = open(location, access);
  load_extensions(*connection, options.extensions);
  auto session = std::make_unique<SqliteSession>(std::move(connection), shown(location), options);
  require_database(*session, shown(location));
  // A shared cache is open for writing as soon as one connection is.
  if (access.read_only && location.shared_cache) session->execute("PRAGMA query_only = ON");
  return session;
}

}  // namespace

bool database_exists(const DatabaseUrl& url) {
  const Location location = read_location(url);
  std::error_code ignored;
  return location.in_memory || std::filesystem::exists(location.name, ignored);
}

bool database_vanishes(const DatabaseUrl& url) {
  return read_location(url).in_memory;
}

std::unique_ptr<Session> connect(const DatabaseUrl& url, const ConnectOptions& options) {
  const Location location = read_location(url);
  const Access access = access_to(location, options);
  if (!location.in_memory) require_usable(location.name, access);
  return start(location, access, options);
}

std::unique_ptr<Session> scratch(const ConnectOptions& options) {
  Location memory;
  memory.name = ":memory:";
  memory.in_memory = true;
  return start(memory, {}, options);
}

std::string library_version() {
  return sqlite_api::sqlite3_libversion();
}

}  // namespace strata::dialects::sqlite
