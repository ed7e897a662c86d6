// Looks at the file before SQLite does, because SQLite makes missing files, and calls every other trouble "unable to
// open database file".
#include "dialects/sqlite/connect.hpp"

#include "dialects/soci.hpp"
#include "dialects/sqlite/session.hpp"
#include "dialects/sqlite/sql_error.hpp"

#include <filesystem>
#include <fstream>
#include <utility>

#include <fmt/core.h>

namespace strata::dialects::sqlite {
namespace {

constexpr std::string_view in_memory = ":memory:";

struct OpenMode {
  bool read_only = false;
  bool create = false;
};

[[noreturn]] void refuse_parameter(const DatabaseUrl& url, const std::string& name, const std::string& value) {
  constexpr std::string_view known = "SQLite URLs know mode=ro, mode=rw and mode=rwc";
  Error error(ErrorCode::config, fmt::format("{} has an unknown parameter `{}={}`", redacted(url), name, value));
  if (name == "cache" || (name == "mode" && value == "memory")) {
    throw error.hint(fmt::format("{}; a database in memory is sqlite::memory:, which no other connection sees", known));
  }
  throw error.hint(fmt::format("{}; write %3F for a ? in a file's name", known));
}

OpenMode open_mode(const DatabaseUrl& url, const ConnectOptions& options) {
  OpenMode mode{options.read_only, options.create};
  for (const auto& [name, value] : url.parameters) {
    if (name == "mode" && value == "ro") {
      mode = {true, false};
    } else if (name == "mode" && value == "rw") {
      mode.create = false;
    } else if (name == "mode" && value == "rwc") {
      mode.create = !options.read_only;
    } else {
      refuse_parameter(url, name, value);
    }
  }
  return mode;
}

void require_parent(const std::filesystem::path& file) {
  const std::filesystem::path parent = file.has_parent_path() ? file.parent_path() : ".";
  std::error_code ignored;
  if (std::filesystem::is_directory(parent, ignored)) return;
  throw Error(ErrorCode::database,
              fmt::format("can't create {}: there is no directory {}", file.string(), parent.string()))
      .hint("create the directory, or correct the database's URL");
}

void require_usable(const std::filesystem::path& file, const OpenMode& mode) {
  std::error_code problem;
  const std::filesystem::file_status status = std::filesystem::status(file, problem);
  if (status.type() == std::filesystem::file_type::not_found) {
    if (mode.create && !mode.read_only) return require_parent(file);
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

// SOCI takes "key=value" pairs, with quotes around values that hold spaces; it has no way to write a quote.
std::string soci_parameters(const std::string& file, bool read_only) {
  if (file.find('"') != std::string::npos) {
    throw Error(ErrorCode::config, fmt::format("{}: a database file's name can't hold a double quote", file))
        .hint("rename the file");
  }
  return fmt::format("dbname=\"{}\"{}", file, read_only ? " readonly=true" : "");
}

std::unique_ptr<soci::session> open(const std::string& file, const OpenMode& mode) {
  try {
    return std::make_unique<soci::session>(soci::sqlite3, soci_parameters(file, mode.read_only));
  } catch (const soci::soci_error&) {
    throw Error(ErrorCode::database, fmt::format("{} can't be opened", file))
        .hint("check the permissions of the file and of its directory");
  }
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
    if (error.engine_code() == "SQLITE_CANTOPEN") {
      throw Error(ErrorCode::database, fmt::format("{} can't be opened", file))
          .hint("check the permissions of the file and of its directory");
    }
    throw;
  }
}

std::unique_ptr<Session> start(const std::string& file, const OpenMode& mode, const ConnectOptions& options) {
  std::unique_ptr<soci::session> connection = open(file, mode);
  load_extensions(*connection, options.extensions);
  auto session = std::make_unique<SqliteSession>(std::move(connection), file, options);
  require_database(*session, file);
  return session;
}

}  // namespace

std::string database_file(const DatabaseUrl& url) {
  const auto refuse = [&](const std::string& problem) {
    throw Error(ErrorCode::config, fmt::format("{}: {}", redacted(url), problem))
        .hint("write sqlite:relative.db, sqlite:/absolute.db or sqlite::memory:");
  };
  if (!url.host.empty() || !url.user.empty() || !url.port.empty()) refuse("an SQLite database has no host or user");
  if (url.path.empty()) refuse("the file's name is missing");
  if (std::filesystem::path(url.path).filename().string().starts_with("file:")) {
    refuse("a URI inside the URL is not read: `file:` is no part of the file's name");
  }
  return url.has_authority ? "/" + url.path : url.path;
}

bool database_exists(const DatabaseUrl& url) {
  const std::string file = database_file(url);
  std::error_code ignored;
  return file == in_memory || std::filesystem::exists(file, ignored);
}

std::unique_ptr<Session> connect(const DatabaseUrl& url, const ConnectOptions& options) {
  const std::string file = database_file(url);
  const OpenMode mode = open_mode(url, options);
  if (file != in_memory) require_usable(file, mode);
  return start(file, mode, options);
}

std::unique_ptr<Session> scratch(const ConnectOptions& options) {
  return start(std::string(in_memory), {false, true}, options);
}

}  // namespace strata::dialects::sqlite
